import type { Command } from 'commander'
import { print, unwrap } from '@/lib/cli/result'
import { terminal } from '@/lib/cli/terminal'
import { withDatabase } from '@/lib/cli/with-database'
import { fail, ok } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { titleText } from '@/lib/kernel/text/title-text'
import { findPersonBy } from '@/lib/people/db/people'
import { readPeopleList } from '@/lib/people/db/people-list'
import { readSessions } from '@/lib/people/db/sessions'
import { peopleQuery } from '@/lib/people/domain/calls'
import { factorWords } from '@/lib/people/domain/factor-words'
import type { ListedPerson, ListedSession } from '@/lib/people/domain/people-page'
import { endPersonSessions } from '@/lib/people/services/end-sessions'

type ListOptions = { search?: string; state?: string; role?: string; json?: boolean }
type SessionOptions = { person: string; end?: string; endAll?: boolean; json?: boolean }

const most = 10_000

/** People and their sessions, to look at and to end. */
export function registerUserList(user: Command): void {
  user
    .command('list')
    .description('list people and open invitations; whoever signed in last comes first')
    .option('--search <text>', 'in name, e-mail address or DID')
    .option('--state <state>', 'active, invited or disabled')
    .option('--role <role>', 'operator, approver or admin')
    .option('--json', 'print JSON')
    .action(async ({ search, state, role, json }: ListOptions) => {
      const given = {
        ...(search ? { q: search } : {}),
        ...(state ? { state } : {}),
        ...(role ? { role } : {}),
      }
      const query = unwrap(parseBody(peopleQuery, given, 'Nothing was listed.'))
      const people = await withDatabase((db) => readPeopleList(db.manager, { ...query, limit: most }))
      print(json, { people }, people.length > 0 ? people.map(personLine).join('\n') : 'Nobody fits.')
    })
  user
    .command('sessions')
    .description('list the sessions of a person, or end them')
    .requiredOption('--person <who>', 'their e-mail address or DID')
    .option('--end <id>', 'end this session')
    .option('--end-all', 'end all of them')
    .option('--json', 'print JSON')
    .action(async ({ person, end, endAll, json }: SessionOptions) => {
      if (end !== undefined || endAll) {
        const ended = await withDatabase(async (db) =>
          unwrap(await endPersonSessions(terminal(db), person, endAll ? null : (end ?? null))),
        )
        return print(json, ended, `Ended ${ended.sessions_ended} of ${person}`)
      }
      const sessions = await withDatabase(async (db) => {
        const found = await findPersonBy(db.manager, person)
        return unwrap(
          found
            ? ok(await readSessions(db.manager, found.id))
            : fail('not_found', `There is no person ${person}; \`hakim user list\` names them.`),
        )
      })
      const text =
        sessions.length > 0 ? sessions.map(sessionLine).join('\n') : `${person} is signed in nowhere.`
      print(json, { sessions }, text)
    })
}

/** "2026-11-29 14:05Z". */
export const minute = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')}Z`

const personLine = (one: ListedPerson): string =>
  [
    one.email,
    ...(one.name === null ? [] : [titleText(one.name)]),
    one.role,
    one.erased ? 'erased' : one.state,
    ...(one.expires_at ? [`the link ends ${minute(one.expires_at)}`] : []),
    ...(one.did === null
      ? []
      : [
          one.last_sign_in_at ? `signed in ${minute(one.last_sign_in_at)}` : 'never signed in',
          `${one.sessions} ${one.sessions === 1 ? 'session' : 'sessions'}`,
          ...(factorWords(one) === '' ? [] : [`has ${factorWords(one)}`]),
          `owns ${one.nodes} ${one.nodes === 1 ? 'node' : 'nodes'}`,
          one.did,
        ]),
  ].join(' · ')

const sessionLine = (one: ListedSession): string =>
  [
    one.session_id,
    `since ${minute(one.created_at)}`,
    `ends ${minute(one.expires_at)}`,
    one.ip_address ?? '',
    titleText(one.user_agent ?? ''),
  ]
    .filter((part) => part !== '')
    .join(' · ')
