import clsx from 'clsx'
import { Confirm } from '@/components/ui/confirm'
import { Link } from '@/components/ui/link'
import { SettingsTable } from '@/components/ui/settings-table'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import { type ListedWall, wallStateWords } from '@/lib/views/domain/listed-wall'
import { viewHref } from '@/lib/views/domain/view-address'
import { viewPageNames } from '@/lib/views/domain/view-names'

const cell = '@4xl:px-3 @4xl:py-2 @4xl:first:pl-4 @4xl:last:pr-3'
const label = 'text-ink-3 @4xl:hidden'

function Row({ link, revoke }: { link: ListedWall; revoke: Action }) {
  const works = link.state === 'works'
  const ends = link.revoked_at ?? link.expires_at
  return (
    <tr
      className={clsx(
        'border-t first:border-t-0 hover:bg-sunken/60',
        '@max-4xl:flex @max-4xl:flex-wrap @max-4xl:items-center @max-4xl:gap-x-4 @max-4xl:gap-y-1 @max-4xl:px-3.5 @max-4xl:py-2.5',
        !works && 'text-ink-2',
      )}
    >
      <td className={clsx(cell, 'min-w-0 @max-4xl:basis-full')}>
        <bdi className="font-medium [overflow-wrap:anywhere]">{link.name}</bdi>
        <div className="text-xs text-ink-3">
          created <TimeAgo iso={link.created_at.toISOString()} /> by <bdi>{link.creator}</bdi>
        </div>
      </td>
      <td className={cell}>
        <Link href={viewHref(link.page, link.query)} className="underline">
          {viewPageNames[link.page]}
        </Link>
      </td>
      <td className={clsx(cell, 'min-w-0 font-mono text-xs [overflow-wrap:anywhere]')}>
        {link.embed.length > 0 ? link.embed.join(', ') : <span className="font-sans">nowhere</span>}
      </td>
      <td className={clsx(cell, 'whitespace-nowrap')}>
        <span className={label}>used </span>
        {link.last_used_at === null ? 'never' : <TimeAgo iso={link.last_used_at.toISOString()} />}
      </td>
      <td className={clsx(cell, 'whitespace-nowrap')}>
        <span className={label}>{works ? 'expires ' : 'ended '}</span>
        {ends === null ? 'never' : <TimeAgo iso={ends.toISOString()} />}
      </td>
      <td className={clsx(cell, 'font-medium', works && 'text-healthy')}>{wallStateWords[link.state]}</td>
      <td className={clsx(cell, '@max-4xl:ml-auto')}>
        {link.state !== 'revoked' && (
          <Confirm
            inline
            action={revoke}
            input={{ linkId: link.link_id }}
            label="Revoke"
            name={link.name}
            confirm="Yes, revoke"
            done={`Revoked ${link.name}`}
          >
            Screens that show it lose it within ten seconds, for good.
          </Confirm>
        )}
      </td>
    </tr>
  )
}

const columns = ['Wall', 'View', 'Framed by', 'Last used', 'Expires', 'State'].map((name) => ({ name }))

/** Links for walls, the newest first. */
export const WallTable = ({ links, revoke }: { links: readonly ListedWall[]; revoke: Action }) => (
  <SettingsTable caption="Links for walls, newest first" columns={columns}>
    {links.map((link) => (
      <Row key={link.link_id} link={link} revoke={revoke} />
    ))}
  </SettingsTable>
)
