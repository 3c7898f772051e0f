import { useCallback, useEffect, useState } from 'react'
import { get } from '@/components/ui/get-json'
import { isViewsAnswer, type ListedView } from '@/lib/views/domain/listed-view'
import type { ViewPage } from '@/lib/views/domain/view-names'

type Views = { views: readonly ListedView[] | null; problem: string | null }

/** The saved views of a page, read when the menu opens and after each change. */
export function useViews(page: ViewPage): Views & { read: () => Promise<void> } {
  const [state, setState] = useState<Views>({ views: null, problem: null })
  const read = useCallback(async () => {
    const answer = await get(`/api/v1/views?page=${page}`, isViewsAnswer)
    setState(
      answer.ok
        ? { views: answer.value.views, problem: null }
        : { views: null, problem: answer.error.detail },
    )
  }, [page])
  useEffect(() => {
    void read()
  }, [read])
  return { ...state, read }
}
