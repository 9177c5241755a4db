import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { describeKey } from '@/lib/shared/catalogue/testing/descriptions'
import { fill, getRow, openReview, renderEditor } from '../../testing/render-editor'

const gifts = describeKey('gifts', { type: 'boolean' })
const product = describeKey('product', { type: 'json', severity: 'block' })
const counter = describeKey('app_*', { protected: true })

const requests = ({ api }: ReturnType<typeof renderEditor>) => api.requestsTo('saveMetadata')

describe('the review, with a key catalogue', () => {
  it('warns about a value that fails its check, once, and records that it was seen', async () => {
    const editor = renderEditor({ gifts: 'true' }, { catalogue: [gifts] })
    await fill(editor.user, getRow('gifts').value, 'flase')
    const review = await openReview(editor.user)
    expect(review.getByText(/is neither true nor false\.$/)).toBeVisible()
    expect(review.queryByText(/no longer is/)).toBeNull()
    await editor.user.click(review.getByRole('button', { name: /^Save 1 change anyway/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(requests(editor)[0]?.body).toMatchObject({
      acknowledged: [{ key: 'gifts', warning: 'type-boolean' }],
    })
  })

  it('cannot be left with a save while a value is blocked', async () => {
    const editor = renderEditor({ product: '{"id": 1}' }, { catalogue: [product] })
    await fill(editor.user, getRow('product').value, '{"id": 1')
    const review = await openReview(editor.user)
    expect(review.getByText(/^This value can’t be saved/)).toBeVisible()
    expect(review.queryByRole('button', { name: /^Save/ })).toBeNull()
    await editor.user.keyboard('{Control>}s{/Control}')
    await editor.user.keyboard('{Control>}s{/Control}')
    await editor.user.click(review.getByRole('button', { name: 'Fix the blocked values first' }))
    expect(review.getByRole('button', { name: 'Fix product' })).toHaveFocus()
    expect(requests(editor)).toEqual([])
    await editor.user.click(review.getByRole('button', { name: 'Fix product' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(getRow('product').value).toHaveValue('{"id": 1')
  })

  it('warns about a value that an undo brings back, but does not block it', async () => {
    const editor = renderEditor({ product: '{"id": 1' }, { catalogue: [product] })
    await fill(editor.user, getRow('product').value, '{"id": 1}')
    const review = await openReview(editor.user)
    await editor.user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    await editor.user.click(await screen.findByRole('button', { name: 'Undo this save' }))
    const undo = within(await screen.findByRole('dialog', { name: /^Undo changes/ }))
    expect(undo.queryByText(/can’t be saved/)).toBeNull()
    await editor.user.click(undo.getByRole('button', { name: /^Undo 1 change anyway/ }))
    expect(await screen.findByText(/^Undone and confirmed/)).toBeVisible()
    expect(requests(editor)[1]?.body).toMatchObject({
      changes: [{ key: 'product', from: '{"id": 1}', to: '{"id": 1' }],
      acknowledged: [{ key: 'product', warning: 'type-json' }],
    })
  })

  it('asks again before a key of an app is changed or deleted', async () => {
    const entries = { app_a: '1', app_b: '2' }
    const { user } = renderEditor(entries, { catalogue: [counter] })
    await fill(user, getRow('app_a').value, '5')
    await user.click(screen.getByRole('button', { name: 'Delete app_b' }))
    const review = await openReview(user)
    expect(review.getAllByText(/belongs to an app/)).toHaveLength(2)
    await user.click(review.getByRole('button', { name: 'Fix app_b' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
