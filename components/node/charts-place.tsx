'use client'

import { type ReactNode, Suspense, useState } from 'react'

type Props = {
  /** What tells one range from another. */
  range: string
  /** Whether the charts are still being read. */
  late: boolean
  skeleton: ReactNode
  children: ReactNode
}

/**
 * Where the charts of a range stand, behind a skeleton if they came late. A refresh of the same range keeps what it was:
 * otherwise the charts would be made again, without the reader's focus and crosshair, whenever the server slows down.
 */
export function ChartsPlace({ range, late, skeleton, children }: Props) {
  const [shown, setShown] = useState({ range, late })
  const present = shown.range === range ? shown : { range, late }
  if (present !== shown) setShown(present)
  if (!present.late) return children
  return (
    <Suspense key={range} fallback={skeleton}>
      {children}
    </Suspense>
  )
}
