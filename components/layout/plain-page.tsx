import type { ReactNode } from 'react'
import { Wordmark } from './wordmark'

/** A page outside the console: the wordmark and one column in the middle. */
export const PlainPage = ({ children }: { children: ReactNode }) => (
  <main className="mx-auto flex min-h-dvh w-full max-w-105 flex-col justify-center gap-3.5 px-4 py-10">
    <Wordmark />
    {children}
  </main>
)
