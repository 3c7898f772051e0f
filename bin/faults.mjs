// `npm run faults -- [--only database,server] [--rounds 5] [--seed N]`: breaks what Hakim needs while reports come in, and counts
// what was acknowledged, lost and doubled, and how long it took until everything was answered again (docs/faults.md). It prints the
// seed; with it, the same random moments are chosen again.
import { runLongTests } from './run-long-tests.mjs'

await runLongTests({
  command: 'npm run faults',
  does: 'Breaks what Hakim needs while reports come in, and counts what was lost and how long it took (docs/faults.md).',
  options: {
    only: { type: 'string', default: '', value: 'a,b', help: 'some kinds, such as database,server' },
    rounds: { type: 'string', default: '5', value: 'N', help: 'how often each fault' },
    seed: {
      type: 'string',
      value: 'N',
      help: 'the seed that an earlier run printed, for the same random choices',
    },
  },
  parts: ['cli', 'agent', 'server', 'web'],
  vitest: ['--project=faults'],
  env: ({ only, rounds, seed }) => ({
    HAKIM_FAULTS_ONLY: only,
    HAKIM_FAULTS_ROUNDS: rounds,
    HAKIM_FAULTS_SEED: seed,
  }),
})
