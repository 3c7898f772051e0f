import type { Command } from 'commander'
import type { DataSource } from 'typeorm'
import { CommandError } from '@/lib/cli/exit'
import { print } from '@/lib/cli/result'
import { withDatabase } from '@/lib/cli/with-database'
import { type Role, roles } from '@/lib/kernel/role'
import { samplePeople } from '@/lib/sample/db/people'
import { loadSample, type SamplePeople } from '@/lib/sample/services/load-sample'
import { removeSample } from '@/lib/sample/services/remove-sample'

type Options = { json?: boolean }

const counted = ({ nodes, reports, jobs }: { nodes: number; reports: number; jobs: number }): string =>
  `${nodes} nodes, ${reports.toLocaleString('en-GB')} reports, ${jobs} jobs`

export function registerSample(program: Command): void {
  const sample = program
    .command('sample')
    .alias('demo')
    .description('the sample fleet: twelve nodes with thirty days of reports and jobs')
  sample
    .command('load')
    .description('load the sample fleet, even after it was removed; does nothing if it is loaded')
    .option('--json', 'print {"nodes", "reports", "jobs"}')
    .action(async ({ json }: Options) => {
      const loaded = await withDatabase(async (db) =>
        loadSample(db, await samplePeopleByRole(db), new Date(), (line) => console.error(line), {
          force: true,
        }),
      )
      const text =
        loaded.nodes > 0
          ? `Loaded the sample fleet: ${counted(loaded)}.`
          : 'The sample fleet is already loaded; nothing was changed.'
      print(json, loaded, text)
    })
  sample
    .command('remove')
    .description('remove the sample nodes with their reports and jobs, and nothing else')
    .option('--json', 'print {"nodes", "reports", "jobs"}')
    .action(async ({ json }: Options) => {
      const removed = await withDatabase((db) => removeSample(db))
      const text =
        removed.nodes > 0
          ? `Removed the sample fleet: ${counted(removed)}. "hakim sample load" brings it back.`
          : 'There is no sample fleet; nothing was removed.'
      print(json, removed, text)
    })
}

/** The people in whose names the sample jobs are requested and decided. */
async function samplePeopleByRole(db: DataSource): Promise<SamplePeople> {
  const people = new Map((await samplePeople(db.manager)).map(({ role, id }) => [role, id]))
  const missing = roles.filter((role) => !people.has(role))
  const id = (role: Role): string => {
    const found = people.get(role)
    if (found) return found
    throw new CommandError(
      `The sample fleet needs an operator, an approver and an admin. There is no ${missing.join(' and no ')} yet: ` +
        `create one with "hakim user create --role ${role} …" first.`,
    )
  }
  return { operatorId: id('operator'), approverId: id('approver'), adminId: id('admin') }
}
