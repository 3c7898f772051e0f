import { stoppedText } from '@/lib/campaigns/domain/words'
import {
  actor,
  because,
  type Facts,
  type Part,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'

const named = ({ body }: Facts): Part => ({ code: shownValue(body.name) })

const moved = (label: string, verb: string): WordList[string] => ({
  ...{ label, icon: 'clock' },
  say: (facts) => [
    ...actor(facts),
    ` ${verb} the campaign `,
    named(facts),
    ...because(textOf(facts.body.reason)),
  ],
})

/** What people and the clock do with campaigns. */
export const campaignWords: WordList = {
  'campaign started': {
    label: 'Campaign started',
    icon: 'job',
    say: (facts) => [
      ...[...actor(facts), ' started the campaign ', named(facts), ': '],
      { code: shownValue(facts.body.task_name) },
    ],
  },
  'campaign paused': moved('Campaign paused', 'paused'),
  'campaign resumed': moved('Campaign resumed', 'resumed'),
  'campaign cancelled': moved('Campaign cancelled', 'cancelled'),
  'campaign stopped': {
    label: 'Campaign stopped itself',
    icon: 'alert',
    alarming: true,
    say: (facts) => [
      ...['The campaign ', named(facts)],
      ` stopped itself ${stoppedText(textOf(facts.body.reason))}`,
    ],
  },
  'campaign wave begun': {
    label: 'Wave of a campaign begun',
    icon: 'clock',
    say: (facts) => [`Wave ${shownValue(facts.body.wave)} of the campaign `, named(facts), ' began'],
  },
  'campaign wave ended': {
    label: 'Wave of a campaign ended',
    icon: 'clock',
    say: (facts) => [`Wave ${shownValue(facts.body.wave)} of the campaign `, named(facts), ' ended'],
  },
  'campaign finished': {
    label: 'Campaign finished',
    icon: 'job',
    say: (facts) => ['The campaign ', named(facts), ' is finished'],
  },
}
