// SPDX-License-Identifier: Apache-2.0
// Which comments each filter takes for abuse: one line `name<TAB>0101…` for each filter that is installed here.
// usage: node peers.mjs FILE    (a file with one comment a line)
import fs from 'node:fs';
import { filters } from './filters.mjs';

const comments = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));

for (const [name, make] of Object.entries(filters)) {
  try {
    const flags = await make();
    console.log(`${name}\t${comments.map((text) => (flags(text) ? 1 : 0)).join('')}`);
  } catch (error) {
    console.log(`${name}\tskipped: ${error.message.split('\n')[0]}`);
  }
}
