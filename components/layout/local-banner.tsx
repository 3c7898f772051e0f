/** Shown on every page of local mode, since its one-click accounts protect nothing. */
export const LocalBanner = () => (
  <aside
    aria-label="Local mode"
    className="print:hidden border-b bg-sunken px-4 py-1 text-xs text-ink-2 lg:px-7"
  >
    <strong className="font-semibold text-ink">Local mode:</strong> one-click accounts, reachable from this
    machine only.
  </aside>
)
