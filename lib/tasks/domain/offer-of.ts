import { type TaskOffer, taskOffers } from './task'

/** What a node announces (`tasks`, unparsed) under this name. */
export const offerOf = (tasks: unknown, name: string): TaskOffer | undefined =>
  taskOffers.safeParse(tasks).data?.find((offer) => offer.name === name)
