// SPDX-License-Identifier: Apache-2.0
// Filters from npm over the rows of a file, one a line: `name TAB nanoseconds a row` nine times in a line, of CPU time,
// or `name TAB skipped: why`.
// usage: node throughput.mjs ROWS
import fs from 'node:fs';
import { filters } from './filters.mjs';

const rows = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((row) => row);

function seconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

for (const name of ['obscenity', '@2toad/profanity']) {
  try {
    const flags = await filters[name]();
    if (!flags('you shit') || flags('thank you')) throw new Error('gives a wrong answer');
    const times = [];
    for (let round = -1; round < 9; ++round) {
      const start = seconds();
      let done = 0;
      while (done === 0 || seconds() - start < 0.05) {
        for (const row of rows) flags(row);
        done += rows.length;
      }
      if (round >= 0) times.push((((seconds() - start) / done) * 1e9).toFixed(1));
    }
    console.log(`${name}\t${times.join(' ')}`);
  } catch (error) {
    console.log(`${name}\tskipped: ${error.message.split('\n')[0]}`);
  }
}
