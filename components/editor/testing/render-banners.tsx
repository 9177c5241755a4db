import { screen } from '@testing-library/react'
import { vi } from 'vitest'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { SaveState } from '../save/machine/save-state'
import { OutcomeBanners } from '../save/outcome/outcome-banners'
import { renderPart } from './render-part'

/** Mounts the banners of a save in this state. */
export function renderBanners(
  state: SaveState,
  entries = state.room.metadata.entries,
  rows?: readonly DraftRow[],
) {
  const onRefresh = vi.fn()
  const rendered = renderPart(
    (_, dispatch) => (
      <div data-testid="banners">
        <OutcomeBanners state={state} dispatch={dispatch} onRefresh={onRefresh} />
      </div>
    ),
    { entries, rows },
  )
  return { ...rendered, onRefresh }
}

export const banners = () => screen.getByTestId('banners')
