// `npm run check-audit -- [--positions 200] [--events 100000]`: edits tables and log as a superuser would, at many random places,
// all of which `hakim audit verify` must find, and measures it on a log of many events (docs/decisions/0045-replayed-log.md).
import { runLongTests } from './run-long-tests.mjs'

await runLongTests({
  command: 'npm run check-audit',
  does: 'Edits tables and log as a superuser would, all of which `hakim audit verify` must find.',
  options: {
    positions: { type: 'string', default: '200', value: 'N', help: 'how many places of each kind of edit' },
    events: {
      type: 'string',
      default: '100000',
      value: 'N',
      help: 'events in the log whose verification is measured',
    },
    seed: {
      type: 'string',
      value: 'N',
      help: 'the seed that an earlier run printed, for the same random choices',
    },
  },
  parts: [],
  vitest: [
    'lib/audit/services/tampering-tables.test.ts',
    'lib/audit/services/digest-reports.test.ts',
    'lib/audit/services/verify-speed.test.ts',
    '--no-file-parallelism',
    '--testTimeout=600000',
  ],
  env: ({ positions, events, seed }) => ({
    HAKIM_TAMPER_POSITIONS: positions,
    HAKIM_AUDIT_EVENTS: events,
    HAKIM_TAMPER_SEED: seed,
  }),
})
