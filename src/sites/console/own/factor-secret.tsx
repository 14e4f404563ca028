import { QrCode } from "#ui";

/** The secret of a code generator, to be scanned by its owner or typed in. */
export function FactorSecret({ issuer, username, secret }: { issuer: string; username: string; secret: string }) {
  const address = `otpauth://totp/${encodeURIComponent(`${issuer}:${username}`)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
  return (
    <>
      <p>用手机上的动态口令应用扫下面的码，或者手工输入密钥。</p>
      <QrCode text={address} label="动态口令二维码" />
      <p class="secret">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
    </>
  );
}
