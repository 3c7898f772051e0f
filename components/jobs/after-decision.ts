'use client'

import { createContext } from 'react'

/** The status after a vote, and what the job still needs. */
export type Vote = { status: string; lacks: string | null }

/** What follows a decision that the server has taken; null where the page then shows the job itself. */
export const AfterDecision = createContext<((jobId: string, vote: Vote) => void) | null>(null)
