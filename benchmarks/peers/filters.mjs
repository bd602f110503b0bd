// SPDX-License-Identifier: Apache-2.0
// How each filter from npm is made ready: a function that tells whether a comment is profane.
// None of them has an Indonesian list; their English ones are used with every reading of signs that they offer.
export const filters = {
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
