// SPDX-License-Identifier: Apache-2.0
// Which comments each filter takes for abuse: one line `name<TAB>0101…` for each filter that is installed here.
// None of them has an Indonesian list; their English ones are used with every reading of signs that they offer.
// usage: node peers.mjs FILE    (a file with one comment a line)
import fs from 'node:fs';

const comments = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));

const filters = {
  obscenity: async () => {
    const { RegExpMatcher, englishDataset, englishRecommendedTransformers } = await import('obscenity');
    const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
    return (text) => matcher.hasMatch(text);
  },
  '@2toad/profanity': async () => {
    const { Profanity } = await import('@2toad/profanity');
    const filter = new Profanity({ languages: ['en'], wholeWord: true, unicodeWordBoundaries: true });
    return (text) => filter.exists(text);
  },
  'glin-profanity': async () => {
    const { Filter } = await import('glin-profanity');
    const filter = new Filter({
      languages: ['english'], detectLeetspeak: true, leetspeakLevel: 'aggressive', normalizeUnicode: true,
    });
    return (text) => filter.isProfane(text);
  },
};

for (const [name, make] of Object.entries(filters)) {
  try {
    const flags = await make();
    console.log(`${name}\t${comments.map((text) => (flags(text) ? 1 : 0)).join('')}`);
  } catch (error) {
    console.log(`${name}\tskipped: ${error.message.split('\n')[0]}`);
  }
}
