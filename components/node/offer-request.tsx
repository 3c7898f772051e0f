import { ArrowRight } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import type { OfferedRequest } from '@/lib/board/domain/occasion'

/** Leads to the request form, filled for what was seen; nothing where the node offers no task for it. */
export const OfferRequest = ({ offer }: { offer: OfferedRequest | null }) =>
  offer && (
    <ButtonLink size="sm" href={offer.href} className="ml-auto self-center print:hidden">
      Request <bdi className="font-mono">{offer.task}</bdi>
      <ArrowRight className="size-4" aria-hidden="true" />
    </ButtonLink>
  )
