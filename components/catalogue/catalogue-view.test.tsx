import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { catalogueQuery } from '@/lib/client/api/catalogue-queries'
import { Problem } from '@/lib/shared/api/problem'
import type { Catalogue, KeyDescription } from '@/lib/shared/catalogue/key-description'
import { describeKey } from '@/lib/shared/catalogue/testing/descriptions'
import { CatalogueView } from './catalogue-view'

const gifts = describeKey('gifts_enabled', { type: 'boolean', severity: 'block' })
const banner = describeKey('banner', { description: 'Above the player', byteLimit: 120 })

/** The page in front of a server that holds these descriptions. */
async function openCatalogue(...keys: KeyDescription[]) {
  let catalogue: Catalogue = {
    version: 3,
    changedAt: '2026-03-01T10:00:00.000Z',
    changedBy: { id: 'ada', name: 'Ada' },
    keys,
  }
  const api = createFakeApi({
    readCatalogue: () => catalogue,
    replaceCatalogue: ({ body }) => {
      const replacement = body as Pick<Catalogue, 'version' | 'keys'>
      if (replacement.version !== catalogue.version) throw new Problem('catalogue.stale')
      catalogue = { ...catalogue, keys: replacement.keys, version: catalogue.version + 1 }
      return catalogue
    },
  })
  const user = userEvent.setup({ delay: null })
  const client = createTestClient()
  client.setQueryData(catalogueQuery.queryKey, catalogue)
  render(
    <TestProviders client={client}>
      <CatalogueView serverProblem={null} />
    </TestProviders>,
  )
  await screen.findByRole('heading', { name: 'Key catalogue' })
  await screen.findByRole('button', { name: 'Describe a key' })
  return {
    user,
    stored: () => catalogue.keys,
    /** Another administrator replaces the catalogue. */
    replaceByOthers: (...others: KeyDescription[]) => {
      catalogue = { ...catalogue, keys: others, version: catalogue.version + 1 }
    },
    requests: () => api.requestsTo('replaceCatalogue').length,
  }
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const field = (name: string | RegExp) => screen.getByLabelText(name)
const rows = () =>
  within(screen.getByRole('table', { name: 'Described keys' }))
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent)

describe('describing a key', () => {
  it('adds it to the list in the order of names', async () => {
    const { user, stored } = await openCatalogue(gifts)
    await user.click(button('Describe a key'))
    expect(field('Key or pattern')).toHaveFocus()
    await user.type(field('Key or pattern'), 'app_*')
    await user.selectOptions(field('Type'), 'Choice')
    await user.type(field('Choices, one per line'), 'spring{Enter}autumn')
    await user.type(field('Limit in bytes (optional)'), '20')
    await user.click(screen.getByRole('radio', { name: /^Block the save/ }))
    await user.click(screen.getByRole('checkbox', { name: /^Belongs to an app/ }))
    await user.click(button('Save'))
    expect(await screen.findByText('app_* is described')).toBeInTheDocument()
    expect(rows()).toEqual(['app_*pattern', 'gifts_enabled'])
    expect(stored()[0]).toEqual({
      name: 'app_*',
      description: '',
      example: '',
      type: 'choice',
      choices: ['spring', 'autumn'],
      byteLimit: 20,
      severity: 'block',
      protected: true,
    })
  })

  it('says at each field what is wrong, and sends nothing', async () => {
    const { user, requests } = await openCatalogue(gifts)
    await user.click(button('Describe a key'))
    await user.type(field('Key or pattern'), 'gifts_enabled')
    await user.selectOptions(field('Type'), 'JSON')
    await user.type(field('JSON Schema (optional)'), 'none')
    await user.type(field('Limit in bytes (optional)'), '2049')
    await user.click(button('Save'))
    expect(field('Key or pattern')).toHaveFocus()
    expect(field('Key or pattern')).toHaveAccessibleDescription(/^This key is already described\./)
    expect(field('JSON Schema (optional)')).toHaveAccessibleDescription(/^Enter a JSON object\./)
    expect(field('Limit in bytes (optional)')).toHaveAccessibleDescription(/from 1 to 2,?048\./)
    expect(requests()).toBe(0)
  })

  it('names the keyword of a schema that is not allowed', async () => {
    const { user } = await openCatalogue()
    await user.click(button('Describe a key'))
    await user.type(field('Key or pattern'), 'product')
    await user.selectOptions(field('Type'), 'JSON')
    await user.click(field('JSON Schema (optional)'))
    await user.paste('{"properties": {"id": {"pattern": "(a+)+$"}}}')
    await user.click(button('Save'))
    expect(field('JSON Schema (optional)')).toHaveAccessibleDescription(/properties\/id\/pattern/)
  })

  it('keeps the text when another administrator was faster, and saves both', async () => {
    const { user, replaceByOthers, stored } = await openCatalogue(gifts)
    await user.click(button('Edit the description of gifts_enabled'))
    await user.type(field('Description'), 'Shows the gift button')
    replaceByOthers(gifts, banner)
    await user.click(button('Save'))
    await user.click(await screen.findByRole('button', { name: 'Load the newest version' }))
    expect(
      await screen.findByText('Loaded version 4. Check your text and save again.'),
    ).toBeInTheDocument()
    expect(field('Description')).toHaveValue('Shows the gift button')
    await user.click(button('Save'))
    await screen.findByText('gifts_enabled is described')
    expect(stored()).toEqual([banner, { ...gifts, description: 'Shows the gift button' }])
  })

  it('changes nothing else of a description', async () => {
    const product = describeKey('product', {
      type: 'json',
      schema: { type: 'object', properties: { id: { minimum: 1 } } },
      example: '{"id": 8812}',
    })
    const { user, stored } = await openCatalogue(product)
    await user.click(button('Edit the description of product'))
    await user.click(button('Save'))
    await screen.findByText('product is described')
    expect(stored()).toEqual([product])
  })
})

describe('deleting a description', () => {
  it('asks first, and says what it means for rooms', async () => {
    const { user, stored } = await openCatalogue(banner, gifts)
    await user.click(button('Delete the description of banner'))
    const panel = within(screen.getByRole('group', { name: 'Delete the description of banner' }))
    expect(panel.getByText(/Rooms keep the key/)).toBeVisible()
    expect(panel.getByRole('button', { name: 'Cancel' })).toHaveFocus()
    await user.click(panel.getByRole('button', { name: 'Delete' }))
    await screen.findByText('The description of banner is deleted')
    expect(stored()).toEqual([gifts])
  })
})

describe('an import', () => {
  const paste = async (user: ReturnType<typeof userEvent.setup>, value: unknown) => {
    await user.click(button('Import…'))
    await user.click(field('The content of an exported file'))
    await user.paste(typeof value === 'string' ? value : JSON.stringify(value))
  }
  const preview = () =>
    within(screen.getByRole('table', { name: 'What the import does' }))
      .getAllByRole('row')
      .slice(1)
      .map(({ textContent }) => textContent)

  it('shows what it does before anything is stored', async () => {
    const { user, stored, requests } = await openCatalogue(banner, gifts)
    const list = [
      { name: 'goal', type: 'number' },
      { ...gifts, severity: 'warn' },
      { name: 'slow', type: 'json', schema: { $ref: '#' } },
      { name: 'goal', type: 'text' },
      { name: 'wrong', type: 'integer' },
    ]
    await paste(user, { keys: list })
    expect(preview()).toEqual([
      expect.stringMatching(/^slowCannot be used.*\/\$ref/),
      expect.stringMatching(/^goalCannot be usedThis key is already described/),
      expect.stringMatching(/^wrongCannot be usedNot a description: check type/),
      'goalNew',
      'gifts_enabledChangesChanges: When a check fails',
    ])
    expect(requests()).toBe(0)
    await user.click(button('Change 2 descriptions'))
    await screen.findByText('Imported: 2 keys changed')
    expect(stored().map(({ name, severity }) => `${name} ${severity}`)).toEqual([
      'banner warn',
      'gifts_enabled warn',
      'goal warn',
    ])
  })

  it('deletes what the file does not have only if that is chosen', async () => {
    const { user, stored } = await openCatalogue(banner, gifts)
    await paste(user, [gifts])
    expect(screen.getByText('The import changes nothing')).toBeVisible()
    await user.click(screen.getByRole('checkbox', { name: /^Also delete the 1 description / }))
    expect(preview()).toEqual(['bannerDeleted', 'gifts_enabledSame'])
    await user.click(button('Change 1 description'))
    await screen.findByText('Imported: 1 key changed')
    expect(stored()).toEqual([gifts])
  })

  it.each([
    ['{', 'This is not valid JSON.'],
    ['{"key": 1}', 'This JSON has no list of descriptions.'],
  ])('of %s says why it cannot be read', async (text, message) => {
    const { user } = await openCatalogue()
    await paste(user, text)
    expect(await screen.findByText(message)).toBeVisible()
  })
})
