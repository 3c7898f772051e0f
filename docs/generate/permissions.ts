import type { ApiCall } from '@/lib/api/domain/call'
import { apiCalls } from '@/lib/api/domain/calls'
import { roles } from '@/lib/kernel/role'
import type { Permission } from '@/lib/people/domain/permission'
import { type Action, permissions } from '@/lib/people/domain/permissions'
import { scopeOf } from '@/lib/people/domain/scopes'
import { whoMay } from '@/lib/people/domain/who-may'

const areas = ['Nodes', 'Jobs', 'Agents', 'Consent', 'Alerts', 'Administration'] as const

/** Pages and commands, and the calls of the API that name this permission. */
function throughOf(action: string, { through }: Permission): string {
  const calls = Object.values<ApiCall>(apiCalls).filter(({ may }) => may === action)
  const named = calls.map(({ method, path }) => `\`${method} ${path.replace('/api/v1', '')}\``)
  return [...(through ? [through] : []), ...named].join(', ')
}

const isAction = (name: string): name is Action => Object.hasOwn(permissions, name)

/** What a limited token needs; every permission that a program can use has one. */
const scopeText = (action: string): string => (isAction(action) ? (scopeOf(action) ?? 'any') : '')

const line = ([action, permission]: [string, Permission]): string =>
  `| ${permission.what} | ${whoMay(permission)} | ${permission.condition ?? ''} | ${scopeText(action)} | ${throughOf(action, permission)} |`

/** docs/permissions.md, made from the table. */
export function permissionsPage(): string {
  const all = Object.entries<Permission>(permissions)
  const sections = areas.map((area) =>
    [
      `## ${area}`,
      '',
      '| what | who | condition | scope | through |',
      '| --- | --- | --- | --- | --- |',
      ...all.filter(([, permission]) => permission.area === area).map(line),
    ].join('\n'),
  )
  return `# Who may do what

Made from \`lib/people/domain/permissions.ts\` and \`lib/api/domain/calls.ts\`; a test compares both. Paths of calls are below
\`/api/v1\`. The roles are ordered (${roles.join(', ')}): each may do everything the one before it may. A refusal is a
403 with the reason; what somebody may not see is a 404.

A **restricted** node exists only for its owners, for delegates while their delegation lasts, for administrators and for
its own agent. While one of its jobs is pending, approved, running or lost, members of the groups that this job's rules
name see it too. For everyone else it is absent: from lists, counts, searches, choices, events and the names of
dependencies. At the terminal, whoever has the database's password can do what an administrator can.

A token can be limited to **scopes**. It then needs the one in the column as well as the right itself; a scope adds none. In
a browser there are no scopes.

${sections.join('\n\n')}
`
}
