// `npm run check-model -- [--histories 10000] [--seed N] [--path P]`: runs many random job histories, none of which may be illegal
// (docs/security.md). It prints the seed and, for a failure, the path; with both, the same inputs run again.
import { runLongTests } from './run-long-tests.mjs'

await runLongTests({
  options: {
    histories: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
  parts: [],
  vitest: ['lib/jobs/services/consent-model.test.ts'],
  env: ({ histories, seed, path }) => ({
    HAKIM_MODEL_HISTORIES: histories,
    HAKIM_MODEL_MINUTES: '600',
    HAKIM_MODEL_SEED: seed,
    HAKIM_MODEL_PATH: path,
  }),
})
