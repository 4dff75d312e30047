# SPDX-License-Identifier: Apache-2.0
# Messages. The compiled catalogue stands in the build tree as it will stand when installed, so that an uninstalled program speaks Japanese too.
po_catalogue = po/locale/ja/LC_MESSAGES/kumoshirube.mo
EXTRA_DIST += po/ja.po
CLEANFILES += $(po_catalogue)

$(po_catalogue): $(srcdir)/po/ja.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) --check -o $@ $(srcdir)/po/ja.po

all-local: $(po_catalogue) $(proof_stamp)

install-data-local: $(po_catalogue)
	$(MKDIR_P) $(DESTDIR)$(localedir)/ja/LC_MESSAGES
	$(INSTALL_DATA) $(po_catalogue) $(DESTDIR)$(localedir)/ja/LC_MESSAGES/kumoshirube.mo

uninstall-local:
	rm -f $(DESTDIR)$(localedir)/ja/LC_MESSAGES/kumoshirube.mo
