// The sign-in's protocol (OpenID Connect, code with PKCE), fetched only when it is spoken.

import {
  allowInsecureRequests,
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  discoveryRequest,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  validateAuthResponse,
} from 'oauth4webapi'
import { known } from './config.ts'
import { language } from './i18n.ts'

export interface Asked {
  verifier: string
  state: string
  nonce: string
  back: string
  invited?: boolean // by an address that anybody may have sent
}

export const BACK = '/signed-in'
export const isOwn = (): boolean => known().issuer.endsWith('/sign-in')
const redirect = (): string => location.origin + BACK
const loose = () => ({ [allowInsecureRequests]: location.protocol === 'http:' }) // a laptop's

/** Where to ask who it is, and what the answer must fit. */
export async function question(back: string, prompt = '', hint = ''): Promise<{ url: string; asked: Asked }> {
  const asked = {
    verifier: generateRandomCodeVerifier(),
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    back,
  }
  const url = new URL((await issuer()).authorization_endpoint as string)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: known().client,
    redirect_uri: redirect(),
    scope: 'openid',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    ui_locales: language.value,
    ...(prompt && { prompt }),
    ...(hint && { login_hint: hint }),
  }).toString()
  return { url: url.href, asked }
}

/** The access token for the code that came back; nothing where the issuer said no. */
export async function redeem(url: URL, asked: Asked): Promise<string | undefined> {
  const client = { client_id: known().client }
  const server = await issuer()
  try {
    const given = validateAuthResponse(server, client, url, asked.state)
    const answer = await authorizationCodeGrantRequest(
      server, client, None(), given, redirect(), asked.verifier, loose(),
    ) // prettier-ignore
    const wanted = { expectedNonce: asked.nonce, requireIdToken: true }
    return (await processAuthorizationCodeResponse(server, client, answer, wanted)).access_token
  } catch (error) {
    if (error instanceof TypeError) throw error // nobody answered
    return undefined
  }
}

/** The city's own stands beside this page, by whatever name the browser has for it. */
async function issuer(): Promise<AuthorizationServer> {
  const name = known().issuer
  if (isOwn()) {
    const at = `${location.origin}/sign-in`
    return { issuer: name, authorization_endpoint: `${at}/authorize`, token_endpoint: `${at}/token` }
  }
  const url = new URL(name)
  return processDiscoveryResponse(url, await discoveryRequest(url, loose()))
}
