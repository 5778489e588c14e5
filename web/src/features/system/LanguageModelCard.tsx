import { Button, Group, PasswordInput, Select, Stack, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import type { SystemSettings } from "@/api/types";
import { Card } from "@/app/page/Card";
import { useChange } from "@/app/page/useChange";
import { t } from "@/i18n";
import { useSettingsChange } from "./useSettingsChange";

const PROVIDERS = [
  { value: "ark", label: "Ark" },
  { value: "openai", label: "OpenAI" },
  { value: "deepseek", label: "DeepSeek" },
  { value: "ollama", label: "Ollama" },
];

/** The language model that the server may ask. Its key is never shown again. */
export function LanguageModelCard({ settings }: { settings: SystemSettings["llm"] }) {
  const save = useSettingsChange();
  const [provider, setProvider] = useState(settings.provider);
  const [model, setModel] = useState(settings.model_name);
  const [address, setAddress] = useState(settings.base_url ?? "");
  const [key, setKey] = useState("");
  const [enabled, setEnabled] = useState(settings.agent_enabled);
  const test = useChange({
    change: () => take(api.POST("/api/v1/settings/system/validate-llm")),
    trouble: t("The language model did not answer"),
    onDone: () => notifications.show({ message: t("The language model answered."), autoClose: 4000 }),
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate(
      {
        llm: {
          provider,
          model_name: model.trim(),
          base_url: address.trim(),
          agent_enabled: enabled,
          ...(key ? { api_key: key } : {}),
        },
      },
      { onSuccess: () => setKey("") },
    );
  }

  return (
    <Card
      title={t("Language model")}
      text={t("Unless it is Ollama on this machine, what it is asked leaves this server.")}
    >
      <form onSubmit={onSubmit}>
        <Stack>
          <Select
            label={t("Provider")}
            allowDeselect={false}
            data={PROVIDERS}
            value={provider}
            onChange={(value) => setProvider(value ?? provider)}
          />
          <TextInput
            label={t("Model")}
            value={model}
            onChange={(event) => setModel(event.currentTarget.value)}
          />
          <TextInput
            label={t("Address")}
            placeholder={t("The provider’s own")}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("Key")}
            autoComplete="off"
            placeholder={settings.api_key_configured ? t("One is stored; type another to replace it") : ""}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <Switch
            label={t("Allow its use")}
            checked={enabled}
            onChange={(event) => setEnabled(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button
              variant="default"
              loading={test.isPending}
              disabled={!settings.model_name}
              onClick={() => test.mutate()}
            >
              {t("Try it")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("Save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
