import { ProblemError, type PaperView } from '@greenledger/contracts';
import { thirdParty } from './demo-consent.js';
import type { Responder } from '@greenledger/testing';

/** Stands in for authorization's paper forms, with its rule of the two operators. */
export function paperAnswers(world: { papers: PaperView[] }): Parameters<typeof Responder.start>[1] {
  return {
    'authorization.list-third-parties': () => ({ thirdParties: [thirdParty] }),
    'authorization.list-papers': () => ({ papers: world.papers }),
    'authorization.enter-paper': (paper) => {
      if (!world.papers.some(({ paperId }) => paperId === paper.paperId)) {
        world.papers.push({ ...paper, thirdPartyName: thirdParty.name, state: 'waiting', enteredAt: '2026-06-01T10:00:00Z' });
      }
      return { paperId: paper.paperId };
    },
    'authorization.decide-paper': ({ paperId, decision, decidedBy }) => {
      const index = world.papers.findIndex((paper) => paper.paperId === paperId);
      if (world.papers[index]!.enteredBy === decidedBy) throw new ProblemError('forbidden', 'A second operator must decide.');
      return (world.papers[index] = { ...world.papers[index]!, state: decision, decidedBy });
    },
  };
}
