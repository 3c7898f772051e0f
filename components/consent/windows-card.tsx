import { ZoneCheck } from '@/components/jobs/zone-check'
import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import type { Action } from '@/components/ui/use-send'
import type { NodeConsent } from '@/lib/consent/domain/consent-page'
import { windowText } from '@/lib/consent/domain/rule-text'
import { nextWindows, type WeeklyWindow } from '@/lib/consent/domain/weekly-window'
import { windowText as momentsText } from '@/lib/jobs/domain/window-text'
import { windowOffsets } from '@/lib/jobs/domain/zone-check'
import { WindowForm } from './window-form'

/** When it opens next by the server's zone data, with the offset. */
function NextTime({ window }: { window: WeeklyWindow }) {
  const [next] = nextWindows([window], new Date(), 1)
  if (!next) return null
  return (
    <>
      <div className="text-xs text-ink-3">next {momentsText(next)}</div>
      <ZoneCheck window={next} offsets={windowOffsets(next)} />
    </>
  )
}

/** The node's weekly maintenance windows; a request can choose one of them, and alerts are quiet in them. */
export function WindowsCard(props: {
  consent: NodeConsent
  zone: string
  actions: Record<'addWindow' | 'removeWindow', Action>
}) {
  const { did, windows, refusals } = props.consent
  const may = refusals.setWindows === null
  return (
    <Card title="Maintenance windows" aside={refusals.setWindows ?? 'weekly'}>
      <ul>
        {windows.length === 0 && <li className="text-ink-2">None. Each request says when to run.</li>}
        {windows.map((window) => (
          <li
            key={window.window_id}
            className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-1.5 first:border-t-0"
          >
            <div className="min-w-0 flex-1 basis-52">
              <bdi className="font-medium [overflow-wrap:anywhere]">{window.name}</bdi>
              <div className="text-ink-2">
                {windowText(window)} <span className="text-xs text-ink-3">{window.time_zone}</span>
              </div>
              <NextTime window={window} />
            </div>
            {may && (
              <Confirm
                inline
                action={props.actions.removeWindow}
                input={{ did, windowId: window.window_id }}
                label="Remove"
                name={window.name}
                confirm="Yes, remove it"
              >
                Approved jobs keep their windows.
              </Confirm>
            )}
          </li>
        ))}
      </ul>
      {windows.length > 0 && (
        <p className="mt-1.5 text-xs text-ink-2">
          Notifications of alerts about this node are held back while a window is open, unless their rule says
          otherwise.
        </p>
      )}
      {may && (
        <div className="mt-2.5 border-t pt-3.5">
          <WindowForm did={did} zone={props.zone} add={props.actions.addWindow} />
        </div>
      )}
    </Card>
  )
}
