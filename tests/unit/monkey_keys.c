/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys are drawn by lot from what a person could press where the page stands. Two things are kept from the monkey because they are no business of the
 * screens: a '/' in the name of a file, so that nothing is written outside the directory of the test, and leaving the first page all the time.
 */
#include "monkey_keys.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define COUNT(array) ((unsigned)(sizeof(array) / sizeof((array)[0])))

/*
 * Ways from the first page: names of keys; "=TEXT" types a text; "?" moves down a few rows; "@TEXT" moves down to the row with the text; "*KEY" presses the
 * key a few times. Where a way leads elsewhere than it was meant to, that is as good.
 */
static const char *const ways[] = {
	"? Enter Home Enter Home Enter", "? Enter ? Enter ? Enter", "? Enter ] F4 ? Enter", "? Enter F5 i", "? Enter F5 w", "? Enter F5 l", "? Enter F5 ? Enter",
	"? Enter v F2 F2 Down Enter", "Home ? Enter v F2 F2 Down Enter F7", "? Enter v F7", "? Enter v F2 F2 Down Enter F2", "? Enter s F2", "Home @会議録作成 Enter s ? Enter PgDn", "? Enter s ? c =もっと詳しく C-r", "? Enter s Tab =ご確認を F2 F2", "? Enter e F2 Down Enter", "? Enter e Down Enter",
	"? Enter c", "? Enter i ? Right F2", "? Enter i F4 Enter", "? Enter C-k C-k", "? Enter F7 3 Tab F2", "? Enter End Up Enter w",
	"? Enter Home @候補とその確認結果 Enter", "? Enter Home @候補とその確認結果 Enter =みほん Ins Enter", "? Enter Home @候補とその確認結果 Enter C-a =見本の候補 Tab =見本 F2",
	"? Enter Home @候補とその確認結果 Enter F7 Space F2 1 Enter", "? Enter Home @候補とその確認結果 Enter F4 Right Right", "? Enter Home @候補とその確認結果 Enter Enter F2 w",
	"? Enter Home @候補とその確認結果 Enter Enter F2 Enter", "? Enter Home @候補とその確認結果 Enter Enter ? Enter ? Enter", "? Enter Home @候補とその確認結果 Enter F2 b",
	"Home @会議録作成 Enter s F2 F2 Enter F2", "? Enter Home @候補の比較 Enter ? Right Enter", "? Enter Home @候補の比較 Enter d l", "? Enter Home @決裁 Enter", "Home @会議録作成 Enter s ? c =もっと詳しく C-r F2",
	"? Enter Home @提供の有無 Enter Home Enter 3", "? Enter Home @提供の有無 Enter Home Enter 3 F2", "? Enter Home @提供の有無 Enter Home Enter 1 F2", "? Enter Home @提供の有無 Enter Home Enter 2 F2",
	"Home @施設点検 Enter Home @候補とその確認結果 Enter Enter Home @管理基準の確認表 Enter i F2", "Home @施設点検 Enter Home @候補とその確認結果 Enter Enter Home @管理基準の確認表 Enter i =criteria.csv F2",
	"Home @人事給与業務 Enter Home @情報の一覧と格付け Enter n =名簿 F2 F6 2 5", "Home @人事給与業務 Enter Home @情報の一覧と格付け Enter n =名簿 F2 F6 3 F2", "Home @人事給与業務 Enter Home @情報の一覧と格付け Enter ? Enter ? Enter F6 ? Space",
	"? Enter Home @候補とその確認結果 Enter Enter Home @認証・報告書 Enter Home Enter F3", "? Enter Home @候補とその確認結果 Enter Enter Home @認証・報告書 Enter ? Enter F3",
	"g F2 =first.csv Tab =見本の一覧 Tab =R8.10.1 F2 F2", "g F2 =second.csv Tab =見本の一覧 Tab =R8.11.1 F2 F2", "g F2 =bad.csv Tab =x Tab =R8.11.1 F2 F2",
	"g F2 =hand.csv Tab =x Tab =R8.11.1 S-Tab S-Tab S-Tab Left F2 Right ? Right F2", "g F2 =alike.csv Tab =x Tab =R8.11.1 F2", "g F4 Right Tab Right Tab Right Enter", "g F4 F2", "g F5 F4", "g F5 F6 ? Enter",
	"g =クラウド Down", "g F6 F6", "s l Right Enter", "s ? Enter", "s Down Enter", "s t End Up Up Up Enter PgDn", "p Enter F2 ? Enter", "p ? Enter F2 p", "p Enter PgDn F2", "p", "/ =見本 ? Enter", "r", "F1 / =戻る n N", "F9 =印刷 Enter", "F9 ? Enter", "F9 =初期設定 Enter", "F9 =初期設定 Enter =見本担当 Tab =見本省 Tab F2", "n Enter =新しい案件 F2",
	"w", "w ? Enter", "? Enter w ? Enter", "Home @会議録作成 Enter s ? c =もっと詳しく C-r F2", "? Enter s F4 p", "? Enter s F4 p ? Enter",
	"x Down Enter =out.krb F2", "x Enter =other.krb F2 F2 Enter", "x Enter =bad.csv F2",
};

static const char *const typed_texts[] = {
	"あ", "漢字", "見本", "1", "2026-11-20", "R8.11.20", "令和8年2月30日", "１２３", "1,234,567", "髙橋", "𠮷野", "か\xe3\x82\x99", "ｶﾞｷﾞ", "葛\xf3\xa0\x84\x80", "a", "Z", " ", "、", "）", "「", "ー", "?", "-", "−", "%s", "=1+1", "\"", "é",
	"e\xcc\x81", "👩\xe2\x80\x8d👩", "가", "ไทย", "ああああああああああああああああああああ", "8700", "c1-1-k1", "0", "q", "ＳａａＳ", "千円", "\xe2\x80\xae", "#", ";", "[", "]", "\\",
};
static const char *const pasted_texts[] = { "一行目\n二行目\n三行目", "貼り付け", "a\tb", "\n\n", "\x1b[31m赤", "終わり\n", "か\xe3\x82\x99\n", "ああああああああああああああああああああああああああああああああああああああああああああああああああ" };
static const char *const moves[] = { "Up", "Down", "Down", "PgUp", "PgDn", "Home", "End", "Left", "Right", "Tab", "S-Tab" };
static const char *const edits[] = { "BS", "BS", "Delete", "Left", "Right", "Home", "End", "Up", "Down", "Tab", "S-Tab", "Enter", "C-u", "C-k", "C-w", "C-z", "C-y", "Esc", "F2", "F8", "F1", "F9", "F10", "C-b", "C-s" };
static const char *const full_width[] = { "ｑ", "？", "１", "２", "／", "　", "ｎ" };
static const int sizes[][2] = { {80, 24}, {80, 24}, {80, 24}, {80, 23}, {100, 30}, {132, 43}, {80, 20}, {60, 20}, {200, 60} };

/* splitmix64 */
static uint64_t next(uint64_t *state)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

void monkey_init(struct monkey *monkey, uint64_t seed)
{
	*monkey = (struct monkey){.state = seed, .next_way = (unsigned)seed * COUNT(ways) / 8, .tour = COUNT(ways)};
	/* Neighbouring seeds would give the same keys a few steps apart. */
	monkey->state = next(&monkey->state) ^ (next(&monkey->state) << 1);
}

unsigned monkey_random(struct monkey *monkey, unsigned below)
{
	return (unsigned)(next(&monkey->state) >> 33) % below;
}

static void press(struct event *event, const char *name)
{
	if (!event_from_name(event, name)) {
		fprintf(stderr, "# no such key: %s\n", name);
		event->kind = EVENT_IDLE;
	}
}

static bool typing(const struct ui *ui)
{
	const struct page *page = &ui->stack[ui->depth - 1];
	return page->ops->typing && page->ops->typing(page);
}

/* Whether the row with the cursor holds the text. */
static bool cursor_on(const struct ui *ui, const char *text)
{
	struct buf row;
	bool found = false;
	buf_init(&row);
	for (int i = UI_BODY_TOP; i < term_rows(ui->term) - 2 && !found; i++) {
		buf_clear(&row);
		term_read_row(ui->term, i, &row);
		found = row.len > 0 && row.data[0] == '>' && strstr(row.data, text);
	}
	buf_done(&row);
	return found;
}

/* A text is given out one character at a time, and not on another page than the one it was meant for. */
static bool from_text(struct monkey *monkey, const struct ui *ui, struct event *event)
{
	if (!monkey->typed || !*monkey->typed || ui->stack[ui->depth - 1].ops != monkey->typed_on) {
		/* What a way would have gone on to type elsewhere is no key. */
		if (monkey->typed && monkey->typed == monkey->way)
			monkey->way += strcspn(monkey->way, " ");
		monkey->typed = NULL;
		return false;
	}
	/* The text of a way ends at a space. */
	if (*monkey->typed == ' ' && monkey->typed == monkey->way) {
		monkey->typed = NULL;
		return false;
	}
	size_t used = 0;
	uint32_t code = utf8_decode(monkey->typed, monkey->typed + strlen(monkey->typed), &used);
	if (monkey->typed == monkey->way)
		monkey->way += used;
	monkey->typed += used;
	event_from_code(event, code);
	return true;
}

static void begin_text(struct monkey *monkey, const struct ui *ui, const char *text)
{
	monkey->typed = text;
	monkey->typed_on = ui->stack[ui->depth - 1].ops;
}

static bool from_way(struct monkey *monkey, const struct ui *ui, struct event *event)
{
	char name[64];
	if (monkey->times > 0) {
		monkey->times--;
		bool arrived = monkey->wanted[0] ? cursor_on(ui, monkey->wanted) : ui->depth == 1 && monkey->repeated[0] == 'F';
		if (!arrived) {
			press(event, monkey->repeated);
			return true;
		}
		monkey->times = 0;
	}
	monkey->wanted[0] = '\0';
	if (!monkey->way)
		return false;
	monkey->way += strspn(monkey->way, " ");
	size_t len = strcspn(monkey->way, " ");
	if (len == 0) {
		monkey->way = NULL;
		return false;
	}
	snprintf(name, sizeof name, "%.*s", (int)len, monkey->way);
	if (name[0] == '=' && name[1]) {
		monkey->way++;
		begin_text(monkey, ui, monkey->way);
		return from_text(monkey, ui, event);
	}
	monkey->way += len;
	if (name[0] == '@') {
		snprintf(monkey->wanted, sizeof monkey->wanted, "%s", name + 1);
		monkey->times = 40;
		monkey->repeated = "Down";
	} else if (strcmp(name, "?") == 0) {
		monkey->times = (int)monkey_random(monkey, 7);
		monkey->repeated = "Down";
	} else {
		press(event, name);
		return true;
	}
	return from_way(monkey, ui, event);
}

/* One of the keys of an action that the page offers. */
static void press_offered(struct monkey *monkey, struct ui *ui, struct event *event)
{
	struct page *page = ui_top(ui);
	unsigned where = ui_where(ui, page);
	char name[16];
	for (int tries = 0; tries < 200; tries++) {
		enum action_id id = (enum action_id)(1 + monkey_random(monkey, ACTION_KEYS_COUNT - 1));
		const char *keys = key_actions[id].keys;
		if (!(key_actions[id].where & where) || !keys[0] || id == ACTION_QUIT)
			continue;
		for (unsigned skip = monkey_random(monkey, 3); skip > 0 && strchr(keys, ' '); skip--)
			keys = strchr(keys, ' ') + 1;
		snprintf(name, sizeof name, "%.*s", (int)strcspn(keys, " "), keys);
		press(event, name);
		return;
	}
	press(event, "Down");
}

static void mouse(struct monkey *monkey, const struct ui *ui, struct event *event)
{
	event->kind = EVENT_MOUSE;
	event->row = (int)monkey_random(monkey, (unsigned)term_rows(ui->term));
	event->column = (int)monkey_random(monkey, (unsigned)term_columns(ui->term));
	event->wheel = (int)monkey_random(monkey, 3) - 1;
}

static void type_something(struct monkey *monkey, const struct ui *ui, struct event *event)
{
	unsigned lot = monkey_random(monkey, 100);
	if (lot < 62) {
		begin_text(monkey, ui, typed_texts[monkey_random(monkey, COUNT(typed_texts))]);
		from_text(monkey, ui, event);
	} else if (lot < 96) {
		press(event, edits[monkey_random(monkey, COUNT(edits))]);
	} else {
		const char *text = pasted_texts[monkey_random(monkey, COUNT(pasted_texts))];
		event_from_paste(event, text, strlen(text));
	}
}

static void press_something(struct monkey *monkey, struct ui *ui, struct event *event)
{
	unsigned lot = monkey_random(monkey, 100);
	char name[2] = "";
	if (lot < 40) {
		press_offered(monkey, ui, event);
	} else if (lot < 66) {
		press(event, moves[monkey_random(monkey, COUNT(moves))]);
	} else if (lot < 78) {
		press(event, "Enter");
	} else if (lot < 88) {
		name[0] = (char)('1' + monkey_random(monkey, 9));
		press(event, name);
	} else if (lot < 92) {
		press(event, monkey_random(monkey, 2) ? "Space" : "Ins");
	} else if (lot < 96) {
		name[0] = (char)('!' + monkey_random(monkey, '~' - '!' + 1));
		press(event, name);
	} else if (lot < 98) {
		press(event, full_width[monkey_random(monkey, COUNT(full_width))]);
	} else {
		event_from_code(event, 1 + monkey_random(monkey, 31));
	}
}

/* The first page is left by the way back; that ends the program, which is worth trying, but not at every third key. */
static bool ends_program(struct monkey *monkey, struct ui *ui, const struct event *event)
{
	return ui->depth == 1 && event->kind == EVENT_KEY && event_matches(event, "F10 Esc q C-q ｑ", false) && monkey_random(monkey, 100) > 0;
}

/* First every way is walked once, so that each page is reached by whoever may reach it; what follows is left to chance. */
static bool on_tour(struct monkey *monkey, const struct ui *ui, struct event *event)
{
	while (monkey->tour > 0) {
		if (ui->depth > 1) {
			press(event, "F10");
			return true;
		}
		monkey->tour--;
		monkey->way = ways[monkey->next_way++ % COUNT(ways)];
		if (from_way(monkey, ui, event))
			return true;
	}
	return false;
}

void monkey_event(struct monkey *monkey, struct ui *ui, struct event *event)
{
	memset(event, 0, sizeof *event);
	if (from_text(monkey, ui, event) || from_way(monkey, ui, event) || on_tour(monkey, ui, event))
		return;
	unsigned lot = monkey_random(monkey, 1000);
	if (ui->depth == 1 && lot < 500) {
		/* One after the other, and each session from another one on, so that a short run walks all of them, too. */
		monkey->way = ways[monkey->next_way++ % COUNT(ways)];
		if (from_way(monkey, ui, event))
			return;
	}
	if (lot < 6) {
		const int *size = sizes[monkey_random(monkey, COUNT(sizes))];
		term_resize(ui->term, size[0], size[1]);
		event->kind = EVENT_RESIZE;
	} else if (lot < 14) {
		event->kind = EVENT_IDLE;
	} else if (lot < 20) {
		mouse(monkey, ui, event);
	} else if (lot < 200 && (ui_top(ui)->ops == &page_menu || ui_top(ui)->ops == &page_help)) {
		/* Every page leads here, and here everything typed is a search. */
		press(event, "Esc");
	} else if (lot < 45) {
		/* Back to the first page, from where the ways begin. */
		monkey->times = 30;
		monkey->repeated = "F10";
		press(event, "F10");
	} else if (typing(ui)) {
		type_something(monkey, ui, event);
	} else {
		press_something(monkey, ui, event);
	}
	if (ends_program(monkey, ui, event)) {
		monkey->times = 0;
		press(event, "Down");
	}
	if (!term_large_enough(ui->term) && monkey_random(monkey, 4) == 0) {
		event_done(event);
		term_resize(ui->term, 80, 24);
		event->kind = EVENT_RESIZE;
	}
}
