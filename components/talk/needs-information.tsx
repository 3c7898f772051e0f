import { MessageCircleQuestion } from 'lucide-react'

/** A request whose requester has to answer first. */
export const NeedsInformation = () => (
  <span className="inline-flex items-center gap-1 rounded-control bg-warning-soft px-1.5 text-xs whitespace-nowrap text-warning">
    <MessageCircleQuestion className="size-3" aria-hidden="true" />
    Needs information
  </span>
)
