import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link to another page. Next would fetch the target of every link on screen, and again after each live refresh, because
 * a refresh discards what was fetched before. Our pages are rendered on request, so that brings nothing worth showing
 * (docs/decisions/0027-many-viewers.md).
 */
export const Link = (props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) => (
  <NextLink {...props} prefetch={false} />
)
