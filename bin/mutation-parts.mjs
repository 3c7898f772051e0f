/**
 * What `npm run mutation` changes, and the tests that have to notice. Domains are left to their own tests, which is stricter
 * than all tests, and quick. Code that needs a database gets every test that calls it in the same process.
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly string[]} mutate
 * @property {readonly string[]} tests
 * @property {boolean} [database] its tests use a database
 */

/** Those of all domains, and the one that compares lib/client/api-types.d.ts with what calls send and answer. @type {readonly string[]} */
const domainTests = ['lib/*/domain/**/*.test.ts', 'docs/generate/pages.test.ts']

/** The tests of services of several subjects together, in one process and without a server of their own. */
const acrossSubjects =
  'test/integration/{audit-rights,clocks,finding-notes,first-key,job-consent,node-pins,node-trust,not-in-log,pinned-claim,retired-nodes,rights-tables,sample-job}.test.ts'

/** What stands between a server that is not to be trusted and a command; not how a process is started, watched and ended. */
const agentChecks = [
  'lib/agent/job/{check-job,started-jobs}.ts',
  'lib/agent/host/{own-files,task-file,trusted-path}.ts',
  'lib/agent/server/read-answer.ts',
  'lib/tasks/domain/{built-command,offer-digest,unfit}.ts',
]

/** @type {readonly Part[]} */
export const parts = [
  {
    name: 'signing',
    // main.ts only hands on what it was called with, and runs when it is imported.
    mutate: ['lib/signing/**/*.ts', '!lib/signing/main.ts'],
    tests: ['lib/signing/**/*.test.ts'],
  },
  {
    name: 'agent',
    mutate: agentChecks,
    tests: ['lib/agent/{host,job,server}/*.test.ts', 'lib/tasks/domain/*.test.ts'],
  },
  ...['consent', 'jobs', 'audit'].map((subject) => ({
    name: `${subject}-domain`,
    mutate: [`lib/${subject}/domain/**/*.ts`],
    tests: domainTests,
  })),
  ...['consent', 'jobs', 'audit'].map((subject) => ({
    name: `${subject}-services`,
    mutate: [`lib/${subject}/services/**/*.ts`],
    tests: [`lib/${subject}/services/**/*.test.ts`, acrossSubjects],
    database: true,
  })),
]
