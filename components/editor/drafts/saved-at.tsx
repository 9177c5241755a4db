import { Timestamp } from '@/components/ui/timestamp'

const DAY_MS = 86_400_000

/** When a draft was kept: the time of day, with the date if it is longer ago than a day. */
export function SavedAt({ at, now }: { at: string; now: number }) {
  return <Timestamp at={at} format={now - Date.parse(at) < DAY_MS ? 'clock' : 'dated'} />
}
