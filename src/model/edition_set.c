/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of an edition as a set. An edition that was taken as an earlier run has kept it knows their names only; before it goes into a
 * record the set is read in full, and its digest tells whether it is still the one that was worked with.
 */
#include "model/edition_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum status edition_set_read(struct fileset *set, const char *root, const char *id, const char *off, struct diag_list *diags)
{
	char *overlay = mem_printf("data/overlay/%s", id), *overlays = path_join(root, overlay), *screens = edition_screen_directory(root, id);
	char *catalogue = edition_catalogue_directory(root, id);
	char *policy = mem_printf("data/policy/%s", id);
	size_t before = diags->errors;

	fileset_init(set);
	fileset_read(set, root, policy, ".ini", diags);
	fileset_read(set, root, screens, ".ini", diags);
	fileset_read(set, root, "data/catalogue", ".ini", diags);
	if (strcmp(catalogue, "data/catalogue") != 0) {
		edition_leave_common(set);
		fileset_read(set, root, catalogue, ".ini", diags);
	}
	if (file_exists(overlays))
		fileset_read(set, root, overlay, ".ini", diags);
	overlay_leave_out(set, off);
	free(catalogue);
	free(screens);
	free(overlays);
	free(overlay);
	free(policy);
	if (diags->errors == before) {
		fileset_sort(set);
		return STATUS_OK;
	}
	fileset_done(set);
	return STATUS_INPUT;
}

enum status edition_complete(struct edition *edition, const char *root, struct diag_list *diags)
{
	struct diag_list own;
	struct digest digest;
	struct fileset set;
	enum status status;

	if (edition->whole)
		return STATUS_OK;
	diag_init(&own);
	status = edition_set_read(&set, root, edition->id, edition->off, &own);
	if (status == STATUS_OK) {
		fileset_digest(&set, &digest);
		if (digest_equal(&digest, &edition->digest)) {
			fileset_done(&edition->files);
			edition->files = set;
			edition->whole = true;
		} else {
			status = diag_error(&own, STATUS_INPUT, NULL, 0,
				_("the files of edition %s were changed while the program was running; start it again and look at the case once more"), edition->id);
			fileset_done(&set);
		}
	}
	if (diags)
		diag_move(diags, &own);
	diag_done(&own);
	return status;
}
