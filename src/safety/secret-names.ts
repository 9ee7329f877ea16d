/**
 * Where programs keep secrets, by the names that their own documentation gives. A name is one file or folder, or several in a row; it
 * counts wherever it is, with everything below it, so it is never a name that projects use for something else: with `auth.json` comes the
 * folder of its program. Lower case, as names are compared.
 */

export interface SecretStore {
  readonly program: string;
  readonly names: readonly string[];
  /** Where the names come from: the page or manual of the program. */
  readonly source: string;
}

export const SECRET_STORES: readonly SecretStore[] = [
  { program: "Tandem", names: [".tandem"], source: "docs/guide/safety.md" },

  // Keys, logins and passwords of the system.
  { program: "OpenSSH", names: [".ssh"], source: "ssh(1), FILES" },
  { program: "GnuPG", names: [".gnupg", "secring.gpg"], source: "gpg(1), --homedir" },
  { program: "pass", names: [".password-store"], source: "pass(1), FILES" },
  {
    program: "GNOME Keyring, KWallet",
    names: ["share/keyrings", "share/kwalletd"],
    source: "gnome-keyring-daemon(1)",
  },
  { program: "macOS keychain", names: ["library/keychains"], source: "security(1)" },
  {
    program: "1Password",
    names: [".config/op", ".op"],
    source: "developer.1password.com: CLI configuration folder",
  },
  { program: "Bitwarden", names: [".config/bitwarden cli"], source: "bitwarden.com/help/cli: data.json" },
  {
    program: "LastPass",
    names: [".lpass", ".local/share/lpass", ".config/lpass"],
    source: "lpass(1), FILES",
  },
  { program: "netrc", names: [".netrc", "_netrc", ".authinfo"], source: "ftp(1); Emacs auth-source" },
  {
    program: "PAM, shadow",
    names: ["etc/shadow", "etc/gshadow", "etc/security/opasswd"],
    source: "shadow(5)",
  },
  {
    program: "TLS keys of the system",
    names: ["etc/ssl/private", "etc/letsencrypt"],
    source: "certbot: where certificates are",
  },
  { program: "WireGuard", names: ["etc/wireguard"], source: "wg-quick(8)" },
  { program: "Samba", names: [".smbcredentials"], source: "mount.cifs(8), credentials=" },
  { program: "msmtp, fetchmail", names: [".msmtprc", ".fetchmailrc"], source: "msmtp(1); fetchmail(1)" },
  {
    program: "FileZilla",
    names: [".config/filezilla", ".filezilla"],
    source: "wiki.filezilla-project.org: sitemanager.xml",
  },
  { program: "Apache", names: [".htpasswd"], source: "htpasswd(1)" },
  {
    program: "histories of shells and consoles",
    names: [".bash_history", ".zsh_history", ".psql_history", ".mysql_history", ".rediscli_history"],
    source: "the manual of each: lines as they were typed, passwords among them",
  },

  // Source control.
  {
    program: "Git",
    names: [".git-credentials", ".config/git/credentials"],
    source: "git-credential-store(1)",
  },
  {
    program: "GitHub CLI, hub",
    names: [".config/gh", ".config/hub"],
    source: "cli.github.com/manual: gh auth login",
  },
  { program: "GitLab CLI", names: [".config/glab-cli"], source: "docs.gitlab.com/cli: configuration" },
  { program: "tea", names: [".config/tea"], source: "gitea.com/gitea/tea: config.yml" },
  { program: "Subversion", names: [".subversion/auth"], source: "svnbook: client credentials" },

  // Containers and clusters.
  { program: "Docker", names: [".docker/config.json"], source: "docs.docker.com: docker login" },
  {
    program: "Podman, Buildah, Skopeo",
    names: [".config/containers/auth.json", "containers/0/auth.json", "run/secrets"],
    source: "containers-auth.json(5)",
  },
  { program: "Kubernetes", names: [".kube"], source: "kubernetes.io: organizing cluster access" },
  { program: "K3s, RKE2", names: ["etc/rancher"], source: "docs.k3s.io: cluster access" },
  { program: "Rancher", names: [".rancher"], source: "ranchermanager.docs.rancher.com: CLI" },
  { program: "Talos", names: [".talos"], source: "talos.dev: talosctl config" },
  {
    program: "Helm",
    names: [".config/helm/registry", ".config/helm/repositories.yaml"],
    source: "helm.sh: helm registry login",
  },

  // Packages.
  { program: "npm", names: [".npmrc"], source: "docs.npmjs.com: npmrc" },
  { program: "PyPI, Twine", names: [".pypirc"], source: "packaging.python.org: .pypirc" },
  { program: "pip", names: [".pip/pip.conf", ".config/pip/pip.conf"], source: "pip.pypa.io: configuration" },
  { program: "Poetry", names: [".config/pypoetry/auth.toml"], source: "python-poetry.org: credentials" },
  { program: "uv", names: [".local/share/uv/credentials"], source: "docs.astral.sh/uv: authentication" },
  {
    program: "Cargo",
    names: [".cargo/credentials", ".cargo/credentials.toml"],
    source: "doc.rust-lang.org/cargo: credentials",
  },
  {
    program: "RubyGems, Bundler",
    names: [".gem/credentials", ".bundle/config"],
    source: "guides.rubygems.org; bundle-config(1)",
  },
  {
    program: "Composer",
    names: [".composer/auth.json", ".config/composer/auth.json"],
    source: "getcomposer.org: auth.json",
  },
  { program: "NuGet", names: [".nuget/nuget", ".config/nuget"], source: "learn.microsoft.com: nuget.config" },
  {
    program: "Maven",
    names: [".m2/settings.xml", ".m2/settings-security.xml"],
    source: "maven.apache.org: settings",
  },
  { program: "Gradle", names: [".gradle/gradle.properties"], source: "docs.gradle.org: gradle.properties" },
  {
    program: "sbt, Ivy",
    names: [".ivy2/.credentials", ".sbt/.credentials"],
    source: "scala-sbt.org: credentials",
  },
  { program: "Hex", names: [".hex/hex.config"], source: "hexdocs.pm: mix hex.user" },
  {
    program: "Dart",
    names: [".pub-cache/credentials.json", ".config/dart/pub-credentials.json"],
    source: "dart.dev: dart pub login",
  },

  // Clouds and hosting.
  { program: "AWS", names: [".aws"], source: "docs.aws.amazon.com: shared credentials file" },
  { program: "Azure", names: [".azure"], source: "learn.microsoft.com: az login" },
  {
    program: "Google Cloud",
    names: [".config/gcloud", "application_default_credentials.json", ".boto"],
    source: "cloud.google.com: application default credentials",
  },
  { program: "Oracle Cloud", names: [".oci"], source: "docs.oracle.com: SDK and CLI configuration file" },
  { program: "IBM Cloud", names: [".bluemix"], source: "cloud.ibm.com/docs/cli" },
  {
    program: "Alibaba Cloud, Tencent Cloud",
    names: [".aliyun", ".tccli"],
    source: "the CLI's configure command",
  },
  { program: "DigitalOcean", names: [".config/doctl"], source: "docs.digitalocean.com: doctl auth init" },
  {
    program: "Hetzner Cloud",
    names: [".config/hcloud"],
    source: "github.com/hetznercloud/cli: configuration",
  },
  { program: "Linode", names: [".config/linode-cli"], source: "techdocs.akamai.com: linode-cli configure" },
  { program: "Scaleway", names: [".config/scw"], source: "cli.scaleway.com/config" },
  { program: "Fly.io", names: [".fly"], source: "fly.io/docs/flyctl: config.yml" },
  { program: "Railway", names: [".railway"], source: "docs.railway.com: CLI" },
  {
    program: "Vercel",
    names: ["com.vercel.cli", ".vercel/auth.json"],
    source: "vercel.com/docs/cli: global options",
  },
  { program: "Netlify", names: [".config/netlify", ".netlify/config.json"], source: "docs.netlify.com: CLI" },
  {
    program: "Cloudflare",
    names: [".wrangler/config", ".config/.wrangler", ".cloudflared"],
    source: "developers.cloudflare.com: wrangler login",
  },
  { program: "Supabase", names: [".supabase/access-token"], source: "supabase.com/docs: supabase login" },
  {
    program: "Firebase and other users of configstore",
    names: [".config/configstore"],
    source: "npm package configstore",
  },
  { program: "Stripe", names: [".config/stripe"], source: "docs.stripe.com/stripe-cli" },
  { program: "Sentry", names: [".sentryclirc"], source: "docs.sentry.io: CLI configuration" },
  {
    program: "Terraform",
    names: ["credentials.tfrc.json", ".terraformrc"],
    source: "developer.hashicorp.com: CLI configuration",
  },
  { program: "Pulumi", names: [".pulumi/credentials.json"], source: "pulumi.com/docs: pulumi login" },
  { program: "Vault", names: [".vault-token"], source: "developer.hashicorp.com: vault login" },
  {
    program: "Ansible",
    names: [".vault_pass", ".vault-pass", ".vault_password"],
    source: "docs.ansible.com: vault password files",
  },
  { program: "SOPS, age", names: ["sops/age/keys.txt"], source: "getsops.io: age" },
  { program: "rclone, s3cmd", names: ["rclone.conf", ".s3cfg"], source: "rclone.org/docs; s3tools.org" },
  { program: "ngrok", names: ["ngrok.yml"], source: "ngrok.com/docs: agent configuration" },

  // Data.
  {
    program: "PostgreSQL",
    names: [".pgpass", ".pg_service.conf"],
    source: "postgresql.org: libpq password file",
  },
  { program: "MySQL", names: [".my.cnf", ".mylogin.cnf"], source: "dev.mysql.com: option files" },
  { program: "Cassandra", names: [".cassandra/credentials"], source: "cqlsh(1)" },
  { program: "InfluxDB", names: [".influxdbv2/configs"], source: "docs.influxdata.com: influx config" },
  { program: "Databricks", names: [".databrickscfg"], source: "docs.databricks.com: configuration profiles" },
  { program: "Snowflake", names: [".snowsql", ".snowflake"], source: "docs.snowflake.com: connections.toml" },
  { program: "dbt", names: [".dbt/profiles.yml"], source: "docs.getdbt.com: profiles.yml" },
  { program: "Kaggle", names: [".kaggle"], source: "kaggle.com/docs/api" },

  // Assistants and models.
  {
    program: "Claude Code",
    names: [".credentials.json", ".claude.json"],
    source: "code.claude.com/docs: authentication",
  },
  { program: "Codex", names: [".codex/auth.json"], source: "developers.openai.com/codex: authentication" },
  { program: "pi", names: [".pi/agent/auth.json"], source: "pi's documentation of providers" },
  {
    program: "Gemini CLI",
    names: [".gemini/oauth_creds.json", ".gemini/google_accounts.json"],
    source: "github.com/google-gemini/gemini-cli: authentication",
  },
  {
    program: "Qwen Code",
    names: [".qwen/oauth_creds.json"],
    source: "github.com/QwenLM/qwen-code: authentication",
  },
  {
    program: "GitHub Copilot",
    names: [".config/github-copilot"],
    source: "docs.github.com/copilot: hosts.json, apps.json",
  },
  { program: "OpenCode", names: ["share/opencode/auth.json"], source: "opencode.ai/docs: auth" },
  {
    program: "goose",
    names: [".config/goose/secrets.yaml"],
    source: "block.github.io/goose: configuration files",
  },
  { program: "Amp", names: ["share/amp/secrets.json"], source: "ampcode.com/manual" },
  { program: "LLM", names: ["io.datasette.llm/keys.json"], source: "llm.datasette.io: keys" },
  {
    program: "Hugging Face",
    names: [".cache/huggingface/token", ".cache/huggingface/stored_tokens", ".huggingface/token"],
    source: "huggingface.co/docs: hf auth login",
  },
  { program: "OpenClaw", names: [".openclaw/credentials"], source: "docs.openclaw.ai: configuration" },

  // Browsers: sessions and passwords.
  {
    program: "Firefox, Thunderbird",
    names: [
      "logins.json",
      "key3.db",
      "key4.db",
      "signons.sqlite",
      "cookies.sqlite",
      ".mozilla",
      ".thunderbird",
    ],
    source: "support.mozilla.org: where Firefox stores profile data",
  },
  {
    program: "Chromium and its relatives",
    names: [
      "login data",
      "login data for account",
      ".config/google-chrome",
      ".config/chromium",
      ".config/bravesoftware",
      ".config/microsoft-edge",
      ".config/vivaldi",
      ".config/opera",
      "application support/google/chrome",
      "application support/chromium",
      "application support/bravesoftware",
      "application support/microsoft edge",
      "application support/firefox",
    ],
    source: "chromium.googlesource.com: user data directory",
  },
  { program: "Safari", names: ["library/cookies", "library/safari"], source: "support.apple.com: Safari" },

  // Wallets.
  {
    program: "Bitcoin Core, Litecoin",
    names: [".bitcoin", ".litecoin", ".dogecoin", "wallet.dat"],
    source: "bitcoin.org: data directory",
  },
  { program: "Electrum", names: [".electrum"], source: "electrum.readthedocs.io: wallet file" },
  {
    program: "Ethereum",
    names: [".ethereum", ".foundry/keystores", ".brownie/accounts"],
    source: "geth.ethereum.org: account management",
  },
  { program: "Solana", names: [".config/solana"], source: "docs.solana.com: file system wallet" },
  { program: "Monero", names: [".bitmonero", "monero/wallets"], source: "docs.getmonero.org: wallet files" },
  {
    program: "NEAR, Sui, Aptos",
    names: [".near-credentials", ".sui", ".aptos"],
    source: "the CLI's documentation of each",
  },
  {
    program: "Exodus, Atomic",
    names: [".config/exodus", ".config/atomic"],
    source: "the wallet's documentation of its data folder",
  },
];

/** Endings of files that are keys, or hold them, with where that is defined. */
export const SECRET_ENDINGS: Readonly<Record<string, string>> = {
  pem: "RFC 7468",
  key: "OpenSSL, by custom",
  p8: "PKCS #8, RFC 5208",
  p12: "PKCS #12, RFC 7292",
  pfx: "PKCS #12, Windows",
  pkcs12: "PKCS #12, by custom",
  asc: "OpenPGP ASCII armor, RFC 9580",
  jks: "Java keystore",
  jceks: "Java keystore",
  bks: "Bouncy Castle keystore",
  keystore: "Java and Android keystores",
  kdb: "KeePass 1",
  kdbx: "KeePass 2",
  psafe3: "Password Safe",
  agilekeychain: "1Password",
  opvault: "1Password",
  keychain: "macOS keychain",
  "keychain-db": "macOS keychain",
  ppk: "PuTTY",
  ovpn: "OpenVPN, with inline keys",
  keytab: "Kerberos, kadmin(1)",
  kubeconfig: "kubectl, by custom",
  env: "dotenv: prod.env and its like",
};

/** Beginnings of names, and of which program. */
export const SECRET_BEGINNINGS: Readonly<Record<string, string>> = {
  ".env": "dotenv",
  krb5cc_: "Kerberos credential cache, kinit(1)",
};

/** Whole names of private keys; `.pub` beside them is public. ssh-keygen(1). */
export const KEY_NAMES: readonly string[] = ["rsa", "dsa", "ecdsa", "ed25519", "xmss"].flatMap((kind) => [
  `id_${kind}`,
  `id_${kind}_sk`,
]);
