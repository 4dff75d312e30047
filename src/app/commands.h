/* SPDX-License-Identifier: Apache-2.0 */
/* The functions behind the command table; each fills `out` with text, or with JSON where args->json is set. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/action.h"
#include "app/work.h"

#define COMMAND(name) \
	enum status command_##name(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)

COMMAND(decide);
COMMAND(case_list);
COMMAND(case_new);
COMMAND(case_show);
COMMAND(case_migrate);
COMMAND(case_next);
COMMAND(case_set);
COMMAND(case_criteria);
COMMAND(case_whatif);
COMMAND(case_tipping);
COMMAND(case_decide);
COMMAND(case_submit);
COMMAND(case_export);
COMMAND(case_check);
COMMAND(case_recheck);
COMMAND(case_recall);
COMMAND(case_withdraw);
COMMAND(review_list);
COMMAND(review_show);
COMMAND(review_precedents);
COMMAND(review_remark);
COMMAND(review_confirm);
COMMAND(review_hold);
COMMAND(review_answer);
COMMAND(review_close);
COMMAND(review_advise);
COMMAND(review_return);
COMMAND(review_approve);
COMMAND(registry_import);
COMMAND(registry_list);
COMMAND(registry_search);
COMMAND(registry_export);
COMMAND(registry_verify);
COMMAND(registry_sign);
COMMAND(registry_key);
COMMAND(registry_keys);
COMMAND(registry_trust);
COMMAND(registry_screen);
COMMAND(registry_diff);
COMMAND(registry_expiring);
COMMAND(policy_check);
COMMAND(policy_baseline);
COMMAND(policy_coverage);
COMMAND(policy_show);
COMMAND(policy_explain);
COMMAND(record_list);
COMMAND(record_verify);
COMMAND(record_replay);
COMMAND(record_export);
COMMAND(stats);
COMMAND(practice);
COMMAND(record_key);
COMMAND(record_files);
COMMAND(doctor);
COMMAND(exchange_out);
COMMAND(exchange_in);
COMMAND(exchange_list);
COMMAND(exchange_merge);
COMMAND(store_backup);
COMMAND(store_restore);

struct json;
struct loaded;
struct listing;
struct snapshot_info;

/* The open case as a sheet for reading. Appends. */
void command_sheet(const struct work *work, struct buf *out);
/* A snapshot, and a row of one, as objects. */
struct json *command_snapshot_json(const struct app *app, const struct snapshot_info *info);
struct json *command_listing_json(const struct listing *row);
/* The format asked for: --json, --format, or text. STATUS_USAGE names the formats. */
enum status command_format(const struct command_args *args, enum record_format *out, struct diag_list *diags);

/* Reads a case file under its own edition. */
enum status command_read_case(struct app *app, const char *path, struct loaded *rules, struct dossier **out, struct diag_list *diags);
/* The question of the case that matters most now, or that none does. Appends. */
void command_tell_next(const struct work *work, struct buf *out);
/* A whole number given as an option, or `standard` where it was not given. */
enum status command_number(const char *option, const char *text, int64_t standard, uint64_t *out, struct diag_list *diags);
/* What a comparison with a baseline has found: appended to `out`, or put into `whole` where that is not NULL. STATUS_FAILED when something changed. */
enum status command_baseline_tell(struct app *app, const char *path, struct json *whole, struct buf *out, struct diag_list *diags);

#endif
