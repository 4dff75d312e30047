// SPDX-License-Identifier: Apache-2.0
// The rules and services that bench_rules has written, by json-logic-js: prints nanoseconds an evaluation and the sum of the results.
'use strict';
const logic = require('json-logic-js');
const all = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const named = all.services.map((row) => {
	const data = {};
	all.facts.forEach((value, i) => { data['c' + i] = value; });
	row.forEach((value, i) => { data['k' + i] = value; });
	return data;
});
let best = Infinity, sum = 0;
for (let pass = 0; pass < 2; pass++) {
	const begin = process.hrtime.bigint();
	sum = 0;
	for (const data of named)
		for (let rule = 0; rule < all.rules.length; rule++)
			if (logic.apply(all.rules[rule], data)) sum += rule + 1;
	best = Math.min(best, Number(process.hrtime.bigint() - begin));
}
console.log((best / (named.length * all.rules.length)).toFixed(2), sum);
