'use client'

import { type ReactNode, Suspense, useState } from 'react'

type Props = {
  /** Identifies the range. */
  range: string
  /** Whether the charts are still being read. */
  late: boolean
  skeleton: ReactNode
  children: ReactNode
}

/**
 * The charts of a range, behind a skeleton if they came late. A refresh of the same range keeps that choice: otherwise
 * the charts would be recreated, and lose focus and crosshair, whenever the server slows down.
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
