import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { endsQuery, rangeQuery } from '@/lib/series/domain/range-links'
import type { RangeEnds } from '@/lib/series/domain/range-params'

/** Shows another range, which is in the URL. `wider`: twice the range. */
export function useZoom(wider: RangeEnds) {
  const router = useRouter()
  const params = useSearchParams()
  const zoom = useCallback(
    (from: number, to: number) => router.push(rangeQuery(from, to, params), { scroll: false }),
    [router, params],
  )
  const zoomOut = useCallback(
    () => router.push(endsQuery(wider, params), { scroll: false }),
    [router, params, wider],
  )
  return { zoom, zoomOut }
}
