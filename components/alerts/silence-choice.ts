import type { Choice } from '@/components/ui/choice-field'

export const silenceHours = [
  { value: '1', label: '1 h' },
  { value: '4', label: '4 h' },
  { value: '24', label: '1 d' },
  { value: '168', label: '7 d' },
]

export const silenceChoice: Choice = { name: 'hours', legend: 'Duration', options: silenceHours }
