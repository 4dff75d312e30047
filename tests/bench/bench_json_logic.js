// SPDX-License-Identifier: Apache-2.0
// The rules and services that bench_rules has written, by json-logic-js: prints nanoseconds an evaluation and the sum of the results. The services are
// given their names part by part, so that a million of them need not be in memory at once; that is no part of the time. The figure is that of the
// fastest part, so that whatever else the machine does is not laid at its door.
'use strict';
const fs = require('fs');
const logic = require('json-logic-js');
const PART = 20000;
const { rules, facts } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const bytes = fs.readFileSync(process.argv[3]);
const size = 2 * facts.length;
const count = bytes.length / size;

function named(service) {
	const data = {};
	facts.forEach((value, i) => { data['c' + i] = value; });
	facts.forEach((value, i) => { data['k' + i] = bytes.readUInt16LE(service * size + 2 * i); });
	return data;
}

function run(part) {
	let sum = 0;
	for (const data of part)
		for (let rule = 0; rule < rules.length; rule++)
			if (logic.apply(rules[rule], data)) sum += rule + 1;
	return sum;
}

let best = Infinity, sum = 0;
run(Array.from({ length: PART }, (unused, i) => named(i))); // so that everything is compiled
for (let from = 0; from < count; from += PART) {
	const part = Array.from({ length: Math.min(PART, count - from) }, (unused, i) => named(from + i));
	const begin = process.hrtime.bigint();
	sum += run(part);
	best = Math.min(best, Number(process.hrtime.bigint() - begin) / part.length);
}
console.log((best / rules.length).toFixed(2), sum);
