import { PlainPage } from '@/components/layout/plain-page'

/** Whether the link was revoked, is too old or was made up, nobody who tries links is told. */
export default function GoneWall() {
  return (
    <div data-theme="dark" className="bg-paper text-ink">
      <PlainPage>
        <h1 className="text-xl font-title">This link does not work</h1>
        <p className="text-ink-2">Ask an administrator for a new one.</p>
      </PlainPage>
    </div>
  )
}
