// `npm run check-model -- [--histories 10000] [--seed N] [--path P]`: runs many random job histories, none of which may be illegal
// (docs/security.md). It prints the seed and, for a failure, the path; with both, the same inputs run again.
import { runLongTests } from './run-long-tests.mjs'

await runLongTests({
  command: 'npm run check-model',
  does: 'Runs random job histories, none of which may be illegal.',
  options: {
    histories: { type: 'string', default: '10000', value: 'N', help: 'how many histories' },
    seed: {
      type: 'string',
      value: 'N',
      help: 'the seed that an earlier run printed, for the same random choices',
    },
    path: { type: 'string', value: 'P', help: 'the path that a failure printed, to run that history alone' },
  },
  parts: [],
  vitest: ['test/integration/consent-model.test.ts'],
  env: ({ histories, seed, path }) => ({
    HAKIM_MODEL_HISTORIES: histories,
    HAKIM_MODEL_MINUTES: '600',
    HAKIM_MODEL_SEED: seed,
    HAKIM_MODEL_PATH: path,
  }),
})
