/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words that are commands. They are part of the form of an answers file, so both languages hold whatever the language of the session is, and they
 * are compared in their folded form.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/plain_internal.h"

static const struct {
	enum plain_command command;
	const char *words[3];
	const char *help;
} table[] = {
	{ PLAIN_HELP, { "help", "ヘルプ", "?" }, N_("these commands") },
	{ PLAIN_BACK, { "back", "戻る" }, N_("the question before this one") },
	{ PLAIN_SKIP, { "skip", "飛ばす" }, N_("go on and leave the answer as it is") },
	{ PLAIN_LIST, { "list", "一覧" }, N_("everything there is to do; a number goes there") },
	{ PLAIN_WHY, { "why", "理由" }, N_("what to think of here, and the clauses in words") },
	{ PLAIN_VERDICT, { "verdict", "判定" }, N_("how the case stands, and what is open") },
	{ PLAIN_RECORD, { "record", "記録" }, N_("the whole record as it stands") },
	{ PLAIN_SUBMIT, { "submit", "提出" }, N_("hand in, after one more question") },
	{ PLAIN_UNDO, { "undo", "元に戻す" }, N_("take back the last change") },
	{ PLAIN_REDO, { "redo", "やり直す" }, N_("make it again") },
	{ PLAIN_UNKNOWN, { "unknown", "不明" }, N_("do not know: to be checked later") },
	{ PLAIN_CLEAR, { "clear", "消す" }, N_("take this answer or reason away") },
	{ PLAIN_ADD, { "add", "追加" }, N_("add an entry, where there is a list") },
	{ PLAIN_UNLISTED, { "unlisted", "登録外" }, N_("add a candidate that is on no list") },
	{ PLAIN_REMOVE, { "remove", "外す" }, N_("with a number: take that line out of the list") },
	{ PLAIN_SPLIT, { "split", "分割" }, N_("add a component, which is decided on its own") },
	{ PLAIN_NEW, { "new", "新規" }, N_("begin a case, where cases are listed") },
	{ PLAIN_ADVISE, { "advise", "助言" }, N_("where a rating is asked: say what harm would be done, and a grade is proposed") },
	{ PLAIN_SCHEMES, { "schemes", "制度" }, N_("what the catalogue says of the certificates and reports of this question") },
	{ PLAIN_TAKE_IN, { "take-in", "取り込む" }, N_("at a checklist: take the criteria of a CSV file in") },
	{ PLAIN_QUIT, { "quit", "終了" }, N_("end; everything is saved") },
};

/* Length of the word at the head of the line, or 0 where it is another one. */
static size_t match(const char *line, const char *word)
{
	char *folded = utf8_fold(word);
	size_t len = strlen(folded);
	bool same = strncmp(line, folded, len) == 0 && (line[len] == '\0' || line[len] == ' ');
	free(folded);
	return same ? len : 0;
}

enum plain_command plain_command(const char *line, const char **rest)
{
	enum plain_command found = PLAIN_TEXT;
	char *folded = utf8_fold(line);
	const char *at = folded + strspn(folded, " ");
	*rest = line;
	if (!at[0])
		found = PLAIN_EMPTY;
	for (size_t i = 0; i < sizeof table / sizeof table[0] && found == PLAIN_TEXT; i++)
		for (size_t k = 0; k < 3 && table[i].words[k] && found == PLAIN_TEXT; k++) {
			size_t len = match(at, table[i].words[k]);
			bool alone = len > 0 && at[len + strspn(at + len, " ")] == '\0';
			if (len == 0 || (!alone && table[i].command != PLAIN_REMOVE))
				continue;
			found = table[i].command;
			/* What stands behind it is a number, which the folded form holds as well; the line has the same blank. */
			*rest = alone ? "" : strpbrk(line, " ") ? strpbrk(line, " ") + 1 : "";
		}
	free(folded);
	return found;
}

size_t plain_number(const char *text, size_t most)
{
	char *folded = utf8_fold(text);
	size_t value = 0, at = strspn(folded, " ");
	bool digits = folded[at] >= '0' && folded[at] <= '9';
	for (; folded[at] >= '0' && folded[at] <= '9' && value <= most; at++)
		value = value * 10 + (size_t)(folded[at] - '0');
	at += strspn(folded + at, " ");
	if (!digits || folded[at] != '\0' || value > most)
		value = 0;
	free(folded);
	return value;
}

void plain_commands_text(struct buf *out)
{
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		for (size_t k = 0; k < 3 && table[i].words[k]; k++)
			buf_addf(out, "%s%s", k > 0 ? ", " : "", table[i].words[k]);
		buf_addf(out, ": %s\n", _(table[i].help));
	}
}
