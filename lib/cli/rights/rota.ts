import type { Command } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { findRota } from '@/lib/consent/db/rotas'
import type { GroupRota } from '@/lib/consent/domain/rota'
import { turnText } from '@/lib/consent/domain/rota-text'
import { answeredRota, shownRota } from '@/lib/consent/domain/shown-rota'
import { addSwap, removeSwap } from '@/lib/consent/services/add-swap'
import { removeRota, setRota } from '@/lib/consent/services/set-rota'
import { titleText } from '@/lib/kernel/text/title-text'
import { exactTime } from '@/lib/kernel/time/exact-time'

type Named = { group: string; json?: boolean }
type Turns = Named & {
  person: string[]
  days: string
  starts: string
  handover: string
  zone: string
  escalate: string
}
type Swap = Named & { person: string; insteadOf: string; starts: string; ends: string }

const addPerson = (person: string, people: string[]): string[] => [...people, person]

function rotaText(rota: GroupRota): string {
  const shown = shownRota(rota, Date.now())
  const at = (iso: string): string => exactTime(iso, rota.timeZone)
  return [
    `On duty in ${titleText(rota.groupName)}: ${titleText(shown.onDuty?.name ?? 'nobody')}`,
    turnText(shown),
    ...shown.next.map((one) => `${at(one.at)}  ${titleText(one.person.name)}`),
    ...shown.swaps.map(
      ({ swapId, person, insteadOf, starts, ends }) =>
        `swap ${swapId}: ${titleText(person.name)} instead of ${titleText(insteadOf.name)}, ${at(starts)} – ${at(ends)}`,
    ),
  ].join('\n')
}

/** Who of a group is on duty: `group rota …` and `group swap …`. */
export function registerRota(group: Command): void {
  const rota = group.command('rota').description('who of a group is on duty when')
  rota
    .command('show')
    .description('who is on duty now, and the next hand-overs')
    .requiredOption('--group <name>', 'name of the group')
    .option('--json', 'print JSON')
    .action(async ({ group: name, json }: Named) => {
      const found = await withDatabase((db) => findRota(db.manager, name))
      if (!found) throw new CommandError(`There is no group ${name}, or it has no rota.`)
      print(json, answeredRota(found, Date.now()), rotaText(found))
    })
  rota
    .command('set')
    .description('set the rota of a group')
    .requiredOption('--group <name>', 'name of the group')
    .requiredOption(
      '--person <who>',
      'a member, by e-mail address or DID; repeat in the order of turns',
      addPerson,
      [],
    )
    .requiredOption('--starts <day>', 'the day of the first turn, such as 2026-12-07')
    .option('--days <n>', 'days of a turn', '7')
    .option('--handover <time>', 'time of day at which turns begin', '09:00')
    .option('--zone <zone>', 'the time zone of that time', 'UTC')
    .option('--escalate <minutes>', 'tell the whole group after so many minutes', '30')
    .option('--json', 'print JSON')
    .action(async ({ group: name, person, days, starts, handover, zone, escalate, json }: Turns) => {
      const input = {
        ...{ people: person, turn_days: Number(days), starts_on: starts, handover, time_zone: zone },
        escalate_minutes: Number(escalate),
      }
      const set = await withDatabase(async (db) => unwrap(await setRota(terminal(db), name, input)))
      print(
        json,
        set,
        [`Set the rota of ${titleText(set.name)}`, ...set.warnings.map((one) => `Note: ${one}`)].join('\n'),
      )
    })
  rota
    .command('remove')
    .description('remove the rota of a group and its swaps')
    .requiredOption('--group <name>', 'name of the group')
    .option('--json', 'print JSON')
    .action(async ({ group: name, json }: Named) => {
      const gone = await withDatabase(async (db) => unwrap(await removeRota(terminal(db), name)))
      print(json, gone, `Removed the rota of ${titleText(gone.name)}`)
    })
  registerSwap(group)
}

function registerSwap(group: Command): void {
  const swap = group.command('swap').description('have one member on duty instead of another for a time')
  swap
    .command('add')
    .description('add a swap')
    .requiredOption('--group <name>', 'name of the group')
    .requiredOption('--person <who>', 'who takes over: e-mail address or DID')
    .requiredOption('--instead-of <who>', 'whose duty they take')
    .requiredOption('--starts <time>', 'such as 2026-12-24T09:00:00+01:00')
    .requiredOption('--ends <time>', 'such as 2026-12-27T09:00:00+01:00')
    .option('--json', 'print JSON')
    .action(async ({ group: name, person, insteadOf, starts, ends, json }: Swap) => {
      const input = { person, instead_of: insteadOf, starts, ends }
      const added = await withDatabase(async (db) => unwrap(await addSwap(terminal(db), name, input)))
      print(json, added, `${person} is on duty instead of ${insteadOf} (swap ${added.swapId})`)
    })
  swap
    .command('remove')
    .description('remove a swap, whose id `group rota show` prints')
    .requiredOption('--group <name>', 'name of the group')
    .requiredOption('--swap <id>', 'its id')
    .option('--json', 'print JSON')
    .action(async ({ group: name, swap: id, json }: Named & { swap: string }) => {
      const gone = await withDatabase(async (db) => unwrap(await removeSwap(terminal(db), name, id)))
      print(json, gone, `Removed the swap ${gone.swapId}`)
    })
}
