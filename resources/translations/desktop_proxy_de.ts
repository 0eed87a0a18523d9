<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutCard</name>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>Protokollordner</translation>
    </message>
    <message>
        <source>Settings folder</source>
        <translation>Einstellungsordner</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>ActingMessage</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Proxy</source>
        <translation>&amp;Proxy</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>Letzter Fehler: %1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Requests…</source>
        <translation>Anfragen…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>The choice was not kept</source>
        <translation>Die Auswahl wurde nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Provider</source>
        <translation>&amp;Anbieter</translation>
    </message>
    <message>
        <source>Accept plain HTTP: it can be read on the way</source>
        <translation>Einfaches HTTP zulassen: unterwegs kann mitgelesen werden</translation>
    </message>
    <message>
        <source>Add provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Base &amp;URL</source>
        <translation>Basis-&amp;URL</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Only if it wants one</source>
        <translation>Nur wenn einer verlangt wird</translation>
    </message>
    <message>
        <source>Other, OpenAI-compatible</source>
        <translation>Anderer, OpenAI-kompatibel</translation>
    </message>
</context>
<context>
    <name>AddressRow</name>
    <message>
        <source>Accept plain HTTP: it can be read on the way</source>
        <translation>Einfaches HTTP zulassen: unterwegs kann mitgelesen werden</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>It would send the key and the traffic unencrypted: use https, or accept that here.</source>
        <translation>Schlüssel und Daten gingen unverschlüsselt hinaus: https verwenden oder das hier zulassen.</translation>
    </message>
    <message>
        <source>Keep the old address</source>
        <translation>Alte Adresse behalten</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>Dorthin senden</translation>
    </message>
    <message>
        <source>The key of %1%2 would be sent to %3 from now on.</source>
        <translation>Der Schlüssel von %1%2 ginge von nun an an %3.</translation>
    </message>
    <message>
        <source>This provider needs an address, usually one that ends in /v1.</source>
        <translation>Dieser Anbieter braucht eine Adresse, meist eine, die auf /v1 endet.</translation>
    </message>
</context>
<context>
    <name>AnswerStep</name>
    <message>
        <source>%1 A key that is pasted now is kept only until Desktop Proxy ends.</source>
        <translation>%1 Ein jetzt eingefügter Schlüssel bleibt nur, bis Desktop Proxy beendet wird.</translation>
    </message>
    <message>
        <source>All providers…</source>
        <translation>Alle Anbieter…</translation>
    </message>
    <message>
        <source>By its shape it could be anybody’s: choose whose key it is.</source>
        <translation>Der Form nach könnte er von jedem sein: Anbieter wählen.</translation>
    </message>
    <message>
        <source>It looks like a key of %1.</source>
        <translation>Er sieht aus wie ein Schlüssel von %1.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keys of %1 and %2 look like this: choose whose it is.</source>
        <translation>Schlüssel von %1 und %2 sehen so aus: Anbieter wählen.</translation>
    </message>
    <message>
        <source>Or use what is here</source>
        <translation>Oder nehmen, was schon da ist</translation>
    </message>
    <message>
        <source>Paste a key</source>
        <translation>Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Paste a key of your provider. It is tested, and kept in the keyring of this computer.</source>
        <translation>Schlüssel des Anbieters einfügen. Er wird getestet und im Schlüsselbund dieses Rechners aufbewahrt.</translation>
    </message>
    <message>
        <source>Provider of the key</source>
        <translation>Anbieter des Schlüssels</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Vertex AI, Azure, or an address of your own</source>
        <translation>Vertex AI, Azure oder eine eigene Adresse</translation>
    </message>
    <message>
        <source>Whose key is it?</source>
        <translation>Wessen Schlüssel ist es?</translation>
    </message>
    <message>
        <source>You get one at %1 or %2.</source>
        <translation>Es gibt ihn bei %1 oder %2.</translation>
    </message>
</context>
<context>
    <name>AnswersView</name>
    <message>
        <source>Add key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Built-in demo</source>
        <translation>Eingebaute Demo</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Key not readable</source>
        <translation>Schlüssel nicht lesbar</translation>
    </message>
    <message>
        <source>No key yet</source>
        <translation>Noch kein Schlüssel</translation>
    </message>
</context>
<context>
    <name>Assignment</name>
    <message>
        <source>Big model</source>
        <translation>Großes Modell</translation>
    </message>
    <message>
        <source>Small model</source>
        <translation>Kleines Modell</translation>
    </message>
</context>
<context>
    <name>AutostartRow</name>
    <message>
        <source>It cannot be read whether the app starts at login: %1.</source>
        <translation>Ob die App bei der Anmeldung startet, lässt sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>The start at login cannot be changed: %1.</source>
        <translation>Der Start bei der Anmeldung lässt sich nicht ändern: %1.</translation>
    </message>
    <message>
        <source>With your session, and without its window.</source>
        <translation>Mit der Sitzung und ohne Fenster.</translation>
    </message>
</context>
<context>
    <name>Candidate</name>
    <message>
        <source>%1 The key is kept until Desktop Proxy ends; to keep it longer, set %2 in the environment.</source>
        <translation>%1 Der Schlüssel bleibt, bis Desktop Proxy beendet wird; soll er länger bleiben, %2 in der Umgebung setzen.</translation>
    </message>
    <message>
        <source>%1 answers; sonnet with %2.</source>
        <translation>%1 antwortet; sonnet mit %2.</translation>
    </message>
    <message>
        <source>%1 does not answer yet: PREFERRED_PROVIDER in the .env file wins.</source>
        <translation>%1 antwortet noch nicht: PREFERRED_PROVIDER in der .env-Datei hat Vorrang.</translation>
    </message>
    <message>
        <source>%1 does not answer yet: PREFERRED_PROVIDER in the environment wins.</source>
        <translation>%1 antwortet noch nicht: PREFERRED_PROVIDER in der Umgebung hat Vorrang.</translation>
    </message>
    <message>
        <source>%1 does not answer yet: the command line chooses another.</source>
        <translation>%1 antwortet noch nicht: Die Befehlszeile wählt einen anderen.</translation>
    </message>
    <message>
        <source>The built-in demo answers, without a key.</source>
        <translation>Die eingebaute Demo antwortet, ohne Schlüssel.</translation>
    </message>
    <message>
        <source>The key in the .env file is used instead while it is there.</source>
        <translation>Solange einer in der .env-Datei steht, wird jener verwendet.</translation>
    </message>
    <message>
        <source>The key in the environment is used instead while it is there.</source>
        <translation>Solange einer in der Umgebung steht, wird jener verwendet.</translation>
    </message>
</context>
<context>
    <name>ClaudeCard</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connect again…</source>
        <translation>Erneut verbinden…</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Installation of Claude Code</source>
        <translation>Installation von Claude Code</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Left as another program changed it: %1.</source>
        <translation>So gelassen, wie ein anderes Programm es geändert hat: %1.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Running sessions keep using the proxy until they are restarted.</source>
        <translation>Laufende Sitzungen benutzen den Proxy, bis sie neu gestartet werden.</translation>
    </message>
    <message>
        <source>Start claude in a terminal; running sessions must be restarted.</source>
        <translation>claude in einem Terminal starten; laufende Sitzungen müssen neu gestartet werden.</translation>
    </message>
    <message>
        <source>Start the proxy</source>
        <translation>Proxy starten</translation>
    </message>
    <message>
        <source>The file as it was is kept as %1.</source>
        <translation>Die Datei, wie sie war, liegt unter %1.</translation>
    </message>
    <message>
        <source>The proxy is stopped, and Claude Code finds nobody while it is connected.</source>
        <translation>Der Proxy ist gestoppt, und Claude Code erreicht niemanden, solange es verbunden ist.</translation>
    </message>
    <message>
        <source>The proxy is stopped. Claude Code is connected again as soon as it runs.</source>
        <translation>Der Proxy ist gestoppt. Sobald er läuft, wird Claude Code wieder verbunden.</translation>
    </message>
    <message>
        <source>The proxy is stopped. Start it before you connect a client to it.</source>
        <translation>Der Proxy ist angehalten. Erst starten, dann einen Client verbinden.</translation>
    </message>
</context>
<context>
    <name>ClearableField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>ClientAction</name>
    <message>
        <source>Claude Code is still connected</source>
        <translation>Claude Code ist noch verbunden</translation>
    </message>
    <message>
        <source>Connect Claude Code…</source>
        <translation>Claude Code verbinden…</translation>
    </message>
    <message>
        <source>Disconnect Claude Code</source>
        <translation>Claude Code trennen</translation>
    </message>
</context>
<context>
    <name>ClientState</name>
    <message>
        <source>%1 is gone</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1 is now “%2”</source>
        <translation>%1 ist jetzt „%2“</translation>
    </message>
    <message>
        <source>Changed by another program</source>
        <translation>Von einem anderen Programm geändert</translation>
    </message>
    <message>
        <source>Claude Code does not go through this proxy any more: %2. Connect again to lead it here once more, or leave it as it is.</source>
        <translation>Claude Code geht nicht mehr durch diesen Proxy: %2. Erneut verbinden führt es wieder hierher; oder so lassen.</translation>
    </message>
    <message>
        <source>Claude Code uses %1 now; disconnecting later brings it back.</source>
        <translation>Claude Code benutzt jetzt %1; späteres Trennen bringt das zurück.</translation>
    </message>
    <message>
        <source>Connected to another proxy</source>
        <translation>Mit einem anderen Proxy verbunden</translation>
    </message>
    <message>
        <source>Connected to this proxy</source>
        <translation>Mit diesem Proxy verbunden</translation>
    </message>
    <message>
        <source>Has its own settings until the proxy runs again</source>
        <translation>Hat eigene Einstellungen, bis der Proxy wieder läuft</translation>
    </message>
    <message>
        <source>Install it in a terminal with the command below. It can be connected before that.</source>
        <translation>Im Terminal mit dem Befehl unten installieren. Verbinden geht auch vorher.</translation>
    </message>
    <message>
        <source>It uses the proxy at %1. Connect leads it to this one.</source>
        <translation>Benutzt wird der Proxy auf %1. „Verbinden“ führt zu diesem hier.</translation>
    </message>
    <message>
        <source>Its settings cannot be read</source>
        <translation>Die Einstellungen lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>Nicht installiert</translation>
    </message>
    <message>
        <source>The connection of Claude Code was changed: %2. Connect again to mend it, or leave it as it is.</source>
        <translation>Die Verbindung von Claude Code wurde geändert: %2. Erneut verbinden richtet sie wieder her; oder so lassen.</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>Claude Code through this proxy</source>
        <translation>Claude Code über diesen Proxy</translation>
    </message>
    <message>
        <source>Claude Code without connecting it</source>
        <translation>Claude Code ohne Verbinden</translation>
    </message>
    <message>
        <source>Connected clients get their own settings back when it stops, and are connected when it starts.</source>
        <translation>Verbundene Clients bekommen ihre eigenen Einstellungen zurück, wenn er stoppt, und werden verbunden, wenn er startet.</translation>
    </message>
    <message>
        <source>For one session, whatever its settings say elsewhere:</source>
        <translation>Für eine Sitzung, was immer sonst eingestellt ist:</translation>
    </message>
    <message>
        <source>Hide token</source>
        <translation>Token verbergen</translation>
    </message>
    <message>
        <source>Other clients</source>
        <translation>Andere Clients</translation>
    </message>
    <message>
        <source>Restore settings while the proxy does not run</source>
        <translation>Einstellungen zurückgeben, solange der Proxy nicht läuft</translation>
    </message>
    <message>
        <source>Show token</source>
        <translation>Token zeigen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>ColumnLayout</name>
    <message>
        <source>Standard columns</source>
        <translation>Übliche Spalten</translation>
    </message>
</context>
<context>
    <name>ConnectPanel</name>
    <message>
        <source>Change of its settings</source>
        <translation>Änderung der Einstellungen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Everything that is needed stands in %1 already.</source>
        <translation>Alles Nötige steht schon in %1.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Reading its settings…</source>
        <translation>Einstellungen werden gelesen…</translation>
    </message>
    <message>
        <source>The proxy does not run, so there is no address to connect to. Start it first.</source>
        <translation>Der Proxy läuft nicht; daher gibt es keine Adresse. Zuerst starten.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address or token has changed since it was shown; look at the change again.</source>
        <translation>Adresse oder Token des Proxys haben sich seit der Anzeige geändert; die Änderung bitte erneut ansehen.</translation>
    </message>
    <message>
        <source>This goes into %1. Everything else in it stays, and Disconnect puts back what was there.</source>
        <translation>Das kommt in %1. Alles andere darin bleibt, und „Trennen“ stellt den alten Stand wieder her.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>ConnectStep</name>
    <message>
        <source>Claude Code is not installed. Install it in a terminal:</source>
        <translation>Claude Code ist nicht installiert. Installieren in einem Terminal:</translation>
    </message>
    <message>
        <source>Connect anyway</source>
        <translation>Trotzdem verbinden</translation>
    </message>
    <message>
        <source>Installation of Claude Code</source>
        <translation>Installation von Claude Code</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Or lead another Anthropic client here:</source>
        <translation>Oder einen anderen Anthropic-Client hierher führen:</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Start the proxy</source>
        <translation>Proxy starten</translation>
    </message>
    <message>
        <source>The proxy is stopped. Start it before you connect a client to it.</source>
        <translation>Der Proxy ist angehalten. Erst starten, dann einen Client verbinden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>ConnectionCard</name>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Chat Completions</source>
        <translation>Chat Completions</translation>
    </message>
    <message>
        <source>Chosen by model</source>
        <translation>Je nach Modell</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Credentials file</source>
        <translation>Datei mit Zugangsdaten</translation>
    </message>
    <message>
        <source>Its id in Google Cloud. Unset: the credentials&apos; own.</source>
        <translation>Die ID in Google Cloud. Leer: die der Zugangsdaten.</translation>
    </message>
    <message>
        <source>Its own models</source>
        <translation>Eigene Modelle</translation>
    </message>
    <message>
        <source>JSON of a service account. Unset: those of gcloud on this machine.</source>
        <translation>JSON eines Dienstkontos. Leer: die von gcloud auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Names that mean this provider, with commas between them.</source>
        <translation>Namen, die diesen Anbieter meinen, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Responses</source>
        <translation>Responses</translation>
    </message>
    <message>
        <source>With commas between them. The first is its big model, the second its small one.</source>
        <translation>Durch Kommas getrennt. Das erste ist das große Modell, das zweite das kleine.</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>DefaultsCard</name>
    <message>
        <source>A request for a retired model goes to its successor.</source>
        <translation>Eine Anfrage an ein abgeschaltetes Modell geht an dessen Nachfolger.</translation>
    </message>
    <message>
        <source>Big</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Big answers Sonnet, unknown names, and Opus and Fable without a model; small answers Haiku.</source>
        <translation>Groß beantwortet Sonnet, unbekannte Namen sowie Opus und Fable ohne eigenes Modell; klein beantwortet Haiku.</translation>
    </message>
    <message>
        <source>Classic</source>
        <translation>Klassisch</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Recommended (%1)</source>
        <translation>Empfohlen (%1)</translation>
    </message>
    <message>
        <source>Set of models</source>
        <translation>Modellauswahl</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Use successors</source>
        <translation>Nachfolger verwenden</translation>
    </message>
    <message>
        <source>What a provider&apos;s tiers are where nothing else is set.</source>
        <translation>Die Stufen eines Anbieters, wo nichts anderes eingestellt ist.</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln requests</source>
        <translation>
            <numerusform>%Ln Anfrage löschen</numerusform>
            <numerusform>%Ln Anfragen löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the request log</source>
        <translation>Anfrageprotokoll löschen</translation>
    </message>
    <message>
        <source>Delete the request log?</source>
        <translation>Anfrageprotokoll löschen?</translation>
    </message>
    <message>
        <source>Every request that has ended will be deleted from this computer, with its tokens, cost and errors. This cannot be undone. Running requests stay.</source>
        <translation>Jede beendete Anfrage wird von diesem Rechner gelöscht, mit Token, Kosten und Fehlern. Das lässt sich nicht rückgängig machen. Laufende Anfragen bleiben.</translation>
    </message>
</context>
<context>
    <name>Deletion</name>
    <message numerus="yes">
        <source>%Ln requests were deleted.</source>
        <translation>
            <numerusform>%Ln Anfrage wurde gelöscht.</numerusform>
            <numerusform>%Ln Anfragen wurden gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Keep the proxy running in the background?</source>
        <translation>Soll der Proxy im Hintergrund weiterlaufen?</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Set key</source>
        <translation>Schlüssel setzen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>There is no tray on this desktop. Starting Desktop Proxy again brings the window back.</source>
        <translation>Dieser Desktop hat keinen Infobereich. Ein erneuter Start von Desktop Proxy bringt das Fenster zurück.</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Changed on the way to the provider</source>
        <translation>Auf dem Weg zum Anbieter geändert</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Einzelheiten schließen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Details of the request</source>
        <translation>Einzelheiten der Anfrage</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Add key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Change key</source>
        <translation>Schlüssel ändern</translation>
    </message>
    <message>
        <source>Change port</source>
        <translation>Port ändern</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Open Clients</source>
        <translation>Clients öffnen</translation>
    </message>
    <message>
        <source>Open General</source>
        <translation>Allgemein öffnen</translation>
    </message>
    <message>
        <source>Open Overview</source>
        <translation>Übersicht öffnen</translation>
    </message>
    <message>
        <source>Open Providers</source>
        <translation>Anbieter öffnen</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message numerus="yes">
        <source>%n problems to fix</source>
        <translation>
            <numerusform>%n Problem zu beheben</numerusform>
            <numerusform>%n Probleme zu beheben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things to look at</source>
        <translation>
            <numerusform>%n Punkt zum Nachsehen</numerusform>
            <numerusform>%n Punkte zum Nachsehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>Alles prüfen</translation>
    </message>
    <message>
        <source>Checking, %1 of %2 done</source>
        <translation>Prüfung läuft, %1 von %2 erledigt</translation>
    </message>
    <message>
        <source>Checks that are done</source>
        <translation>Erledigte Prüfungen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Everything is well</source>
        <translation>Alles in Ordnung</translation>
    </message>
    <message>
        <source>Nothing is changed. Providers are asked for their models, which costs nothing.</source>
        <translation>Geändert wird nichts. Anbieter werden nach ihren Modellen gefragt, was nichts kostet.</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stopped before everything was checked</source>
        <translation>Abgebrochen, bevor alles geprüft war</translation>
    </message>
</context>
<context>
    <name>ExplainCard</name>
    <message>
        <source>%1, but %2 has no key</source>
        <translation>%1, aber %2 hat keinen Schlüssel</translation>
    </message>
    <message>
        <source>%1, but %2 refused its key</source>
        <translation>%1, aber %2 hat den Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>%1: %2; its successor is %3</source>
        <translation>%1: %2; Nachfolger ist %3</translation>
    </message>
    <message>
        <source>Add its key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Change its key</source>
        <translation>Schlüssel ändern</translation>
    </message>
    <message>
        <source>If it cannot be reached: %1</source>
        <translation>Wenn nicht erreichbar: %1</translation>
    </message>
    <message>
        <source>Name a client asks for</source>
        <translation>Name, den ein Client anfragt</translation>
    </message>
    <message>
        <source>Nobody answers</source>
        <translation>Niemand antwortet</translation>
    </message>
    <message>
        <source>What would answer?</source>
        <translation>Was würde antworten?</translation>
    </message>
</context>
<context>
    <name>FallbackRow</name>
    <message>
        <source>Model that is asked instead</source>
        <translation>Modell, das stattdessen gefragt wird</translation>
    </message>
    <message>
        <source>provider/model</source>
        <translation>Anbieter/Modell</translation>
    </message>
</context>
<context>
    <name>FallbacksCard</name>
    <message>
        <source>A fallback</source>
        <translation>Ein Ausweichmodell</translation>
    </message>
    <message>
        <source>Add fallback</source>
        <translation>Ausweichmodell hinzufügen</translation>
    </message>
    <message>
        <source>Asked in this order when the model that should answer cannot be reached or is overloaded.</source>
        <translation>In dieser Reihenfolge gefragt, wenn das zuständige Modell nicht erreichbar oder überlastet ist.</translation>
    </message>
    <message>
        <source>Fallbacks</source>
        <translation>Ausweichmodelle</translation>
    </message>
    <message>
        <source>No fallbacks: the client gets the error.</source>
        <translation>Keine Ausweichmodelle: Der Client bekommt den Fehler.</translation>
    </message>
</context>
<context>
    <name>FieldsDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Filter requests</source>
        <translation>Anfragen filtern</translation>
    </message>
    <message>
        <source>Filter, for instance: gpt status:error cost:&gt;0.1</source>
        <translation>Filter, zum Beispiel: gpt status:error cost:&gt;0.1</translation>
    </message>
    <message>
        <source>What can be typed here</source>
        <translation>Was hier eingegeben werden kann</translation>
    </message>
</context>
<context>
    <name>FilterHelp</name>
    <message>
        <source>Quotes keep words together, a minus before a term leaves out what matches it.</source>
        <translation>Anführungszeichen halten Wörter zusammen; ein Minus davor lässt weg, was passt.</translation>
    </message>
    <message>
        <source>What can be typed into the filter</source>
        <translation>Was in den Filter eingegeben werden kann</translation>
    </message>
    <message>
        <source>Words are looked for in every text of a row; all of them must be there.</source>
        <translation>Wörter werden in jedem Text einer Zeile gesucht; alle müssen vorkommen.</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Claude Code is connected.</source>
        <translation>Claude Code ist verbunden.</translation>
    </message>
    <message>
        <source>Connect Claude Code</source>
        <translation>Claude Code verbinden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>First request</source>
        <translation>Erste Anfrage</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Skipped: Claude Code keeps its own settings.</source>
        <translation>Übersprungen: Claude Code behält die eigenen Einstellungen.</translation>
    </message>
    <message>
        <source>The file as it was is kept as %1.</source>
        <translation>Die Datei, wie sie war, liegt unter %1.</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Wer antwortet</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>%1 and %2 have no key, so their requests fail.</source>
        <translation>%1 und %2 haben keinen Schlüssel; ihre Anfragen scheitern.</translation>
    </message>
    <message>
        <source>%1 has no key, so its requests fail.</source>
        <translation>%1 hat keinen Schlüssel; Anfragen scheitern.</translation>
    </message>
    <message>
        <source>A client has used the proxy</source>
        <translation>Ein Client hat den Proxy benutzt</translation>
    </message>
    <message>
        <source>A provider answers</source>
        <translation>Ein Anbieter antwortet</translation>
    </message>
    <message>
        <source>Ask Claude Code something. This command starts it through the proxy.</source>
        <translation>Claude Code etwas fragen. Dieser Befehl startet es über den Proxy.</translation>
    </message>
    <message>
        <source>Claude Code is connected</source>
        <translation>Claude Code ist verbunden</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Other clients are set up on the same page.</source>
        <translation>Andere Clients werden auf derselben Seite eingerichtet.</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Show first steps</source>
        <translation>Erste Schritte zeigen</translation>
    </message>
    <message>
        <source>The first request was seen</source>
        <translation>Die erste Anfrage ist angekommen</translation>
    </message>
    <message>
        <source>The keyring does not say whether there is a key.</source>
        <translation>Der Schlüsselbund sagt nicht, ob es einen Schlüssel gibt.</translation>
    </message>
    <message>
        <source>Until one has a key, the built-in demo does, and says so.</source>
        <translation>Bis einer einen Schlüssel hat, antwortet die eingebaute Demo und sagt es auch.</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>No program of this computer shows folders; the path is above.</source>
        <translation>Kein Programm dieses Rechners zeigt Ordner; der Pfad steht oben.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>The folder is not there yet; it is made with the first file.</source>
        <translation>Den Ordner gibt es noch nicht; er entsteht mit der ersten Datei.</translation>
    </message>
</context>
<context>
    <name>FormHead</name>
    <message>
        <source>%1 answers from the next request on.</source>
        <translation>%1 antwortet ab der nächsten Anfrage.</translation>
    </message>
    <message>
        <source>Answers: %1</source>
        <translation>Antwortet: %1</translation>
    </message>
    <message>
        <source>Asking %1</source>
        <translation>%1 wird gefragt</translation>
    </message>
    <message>
        <source>Go to the field</source>
        <translation>Zum Feld</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>In use, but key refused</source>
        <translation>In Gebrauch, aber Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>In use, but without a key</source>
        <translation>In Gebrauch, aber ohne Schlüssel</translation>
    </message>
    <message>
        <source>It has no model yet: fetch its models below and choose one.</source>
        <translation>Noch ohne Modell: unten die Modelle abrufen und eines wählen.</translation>
    </message>
    <message>
        <source>Save key</source>
        <translation>Schlüssel speichern</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Use this provider</source>
        <translation>Diesen Anbieter verwenden</translation>
    </message>
    <message>
        <source>Would answer: %1</source>
        <translation>Würde antworten: %1</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>Built in: answers without a key and without the network, to try things out</source>
        <translation>Eingebaut: antwortet ohne Schlüssel und ohne Netz, zum Ausprobieren</translation>
    </message>
    <message>
        <source>Key in the .env file</source>
        <translation>Schlüssel in der .env-Datei</translation>
    </message>
    <message>
        <source>Key in the environment</source>
        <translation>Schlüssel in der Umgebung</translation>
    </message>
    <message>
        <source>Listening at %1, %2</source>
        <translation>Erreichbar auf %1, %2</translation>
    </message>
    <message>
        <source>Project in the environment or the .env file</source>
        <translation>Projekt in der Umgebung oder der .env-Datei</translation>
    </message>
    <message>
        <source>no model yet</source>
        <translation>noch kein Modell</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>Model of %1</source>
        <translation>Modell von %1</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
</context>
<context>
    <name>General</name>
    <message>
        <source>A model is switched off by its provider</source>
        <translation>Ein Modell vom Anbieter abgeschaltet wird</translation>
    </message>
    <message>
        <source>A provider refuses its key</source>
        <translation>Ein Anbieter den Schlüssel ablehnt</translation>
    </message>
    <message>
        <source>After this time the answer counts as broken off.</source>
        <translation>Nach dieser Zeit gilt die Antwort als abgebrochen.</translation>
    </message>
    <message>
        <source>After this time the attempt counts as failed.</source>
        <translation>Nach dieser Zeit gilt der Versuch als gescheitert.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Beyond it the oldest requests are deleted.</source>
        <translation>Darüber hinaus werden die ältesten Anfragen gelöscht.</translation>
    </message>
    <message>
        <source>Connecting to a provider</source>
        <translation>Verbindung zum Anbieter</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Days to keep</source>
        <translation>Aufbewahrung in Tagen</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund weiterlaufen</translation>
    </message>
    <message>
        <source>Keep a request log</source>
        <translation>Anfrageprotokoll führen</translation>
    </message>
    <message>
        <source>Keep-alive to the client</source>
        <translation>Keep-alive an den Client</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Largest size</source>
        <translation>Höchste Größe</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Made only before an answer begins, and never after a refusal.</source>
        <translation>Nur vor Beginn einer Antwort und nie nach einer Ablehnung.</translation>
    </message>
    <message>
        <source>Models that think long need long.</source>
        <translation>Modelle, die lange nachdenken, brauchen lange.</translation>
    </message>
    <message>
        <source>Numbers and names only. Prompts and answers are not stored.</source>
        <translation>Nur Zahlen und Namen. Eingaben und Antworten werden nicht gespeichert.</translation>
    </message>
    <message>
        <source>Older requests are deleted automatically.</source>
        <translation>Ältere Anfragen werden automatisch gelöscht.</translation>
    </message>
    <message>
        <source>Only where there is no tray; with one, the app goes on in it.</source>
        <translation>Nur ohne Infobereich; mit ihm läuft die App dort weiter.</translation>
    </message>
    <message>
        <source>Otherwise it waits until you press Start.</source>
        <translation>Sonst wartet er, bis „Starten“ gewählt wird.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Sent again and again while the provider is silent.</source>
        <translation>Immer wieder gesendet, solange der Anbieter schweigt.</translation>
    </message>
    <message>
        <source>Silence within an answer</source>
        <translation>Stille in einer Antwort</translation>
    </message>
    <message>
        <source>Start the proxy with the app</source>
        <translation>Proxy mit der App starten</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Wirkt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>The proxy stops by itself</source>
        <translation>Der Proxy von selbst stoppt</translation>
    </message>
    <message>
        <source>Waiting for an answer to begin</source>
        <translation>Warten auf den Beginn der Antwort</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>Beim Schließen des Fensters</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Delete all…</source>
        <translation>Alle löschen…</translation>
    </message>
    <message>
        <source>Delete the request log</source>
        <translation>Anfrageprotokoll löschen</translation>
    </message>
    <message>
        <source>Every request that is stored; the settings and keys stay.</source>
        <translation>Jede gespeicherte Anfrage; Einstellungen und Schlüssel bleiben.</translation>
    </message>
    <message>
        <source>Notify me when</source>
        <translation>Benachrichtigen, wenn</translation>
    </message>
    <message>
        <source>Only programs on this computer reach the proxy.</source>
        <translation>Nur Programme auf diesem Rechner erreichen den Proxy.</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Request log</source>
        <translation>Anfrageprotokoll</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
</context>
<context>
    <name>KeyCard</name>
    <message>
        <source>%1 The key is kept until Desktop Proxy ends and is stored nowhere.</source>
        <translation>%1 Der Schlüssel bleibt, bis Desktop Proxy beendet wird, und wird nirgends gespeichert.</translation>
    </message>
    <message>
        <source>%1 answers from now on, Sonnet with %2.</source>
        <translation>%1 antwortet von nun an, Sonnet mit %2.</translation>
    </message>
    <message>
        <source>%1 for this session only</source>
        <translation>%1 nur für diese Sitzung</translation>
    </message>
    <message>
        <source>%1 from the environment</source>
        <translation>%1 aus der Umgebung</translation>
    </message>
    <message>
        <source>%1 from the file .env</source>
        <translation>%1 aus der Datei .env</translation>
    </message>
    <message>
        <source>%1 in the keyring</source>
        <translation>%1 im Schlüsselbund</translation>
    </message>
    <message>
        <source>%1, the key of %2</source>
        <translation>%1, der Schlüssel von %2</translation>
    </message>
    <message>
        <source>Choose its models below, so that it can answer.</source>
        <translation>Unten die Modelle wählen, damit geantwortet werden kann.</translation>
    </message>
    <message>
        <source>Delete key</source>
        <translation>Schlüssel löschen</translation>
    </message>
    <message>
        <source>Deleting the key</source>
        <translation>Schlüssel wird gelöscht</translation>
    </message>
    <message>
        <source>Get one at %1</source>
        <translation>Erhältlich bei %1</translation>
    </message>
    <message>
        <source>It needs no key, but may have one</source>
        <translation>Ein Schlüssel ist nicht nötig, aber möglich</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Key of %1</source>
        <translation>Schlüssel von %1</translation>
    </message>
    <message>
        <source>Key refused: %1</source>
        <translation>Schlüssel abgelehnt: %1</translation>
    </message>
    <message>
        <source>No key yet</source>
        <translation>Noch kein Schlüssel</translation>
    </message>
    <message>
        <source>Paste a key</source>
        <translation>Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Paste another key</source>
        <translation>Anderen Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Requests to %1 fail without a key.</source>
        <translation>Anfragen an %1 scheitern ohne Schlüssel.</translation>
    </message>
    <message>
        <source>Save it for %1</source>
        <translation>Für %1 speichern</translation>
    </message>
    <message>
        <source>Save key</source>
        <translation>Schlüssel speichern</translation>
    </message>
    <message>
        <source>Saving the key</source>
        <translation>Schlüssel wird gespeichert</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>The key is deleted.</source>
        <translation>Der Schlüssel ist gelöscht.</translation>
    </message>
    <message>
        <source>The key is in the keyring.</source>
        <translation>Der Schlüssel ist im Schlüsselbund.</translation>
    </message>
    <message>
        <source>The one from %1 is used instead as long as it is there.</source>
        <translation>Solange es ihn gibt, wird stattdessen der aus %1 verwendet.</translation>
    </message>
    <message>
        <source>This does not look like a key of %1: check that it was pasted whole.</source>
        <translation>Das sieht nicht aus wie ein Schlüssel von %1: prüfen, ob er ganz eingefügt wurde.</translation>
    </message>
    <message>
        <source>This looks like a key of %1.</source>
        <translation>Das sieht aus wie ein Schlüssel von %1.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>the environment</source>
        <translation>der Umgebung</translation>
    </message>
    <message>
        <source>the file .env</source>
        <translation>der Datei .env</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Show what was typed</source>
        <translation>Eingabe zeigen</translation>
    </message>
</context>
<context>
    <name>ListRow</name>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
</context>
<context>
    <name>LoginAction</name>
    <message>
        <source>Start at login</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>The start at login cannot be changed</source>
        <translation>Der Start bei der Anmeldung lässt sich nicht ändern</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>%1 answers: %2</source>
        <translation>%1 antwortet: %2</translation>
    </message>
    <message>
        <source>%1; its successor answers</source>
        <translation>%1; der Nachfolger antwortet</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>A model&apos;s name</source>
        <translation>Name eines Modells</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
</context>
<context>
    <name>ModelsCard</name>
    <message>
        <source>%1: %2 from the next request on.</source>
        <translation>%1: %2 ab der nächsten Anfrage.</translation>
    </message>
    <message numerus="yes">
        <source>%n models, fetched at %1.</source>
        <translation>
            <numerusform>%n Modell, abgerufen um %1.</numerusform>
            <numerusform>%n Modelle, abgerufen um %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking %1 for its models</source>
        <translation>%1 wird nach Modellen gefragt</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>Modelle abrufen</translation>
    </message>
    <message>
        <source>Fetch to see what the provider offers.</source>
        <translation>Das Angebot des Anbieters zeigt ein Abruf.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the models</source>
        <translation>Modelle durchsuchen</translation>
    </message>
    <message>
        <source>The models this program knows. Fetch to see what the provider offers.</source>
        <translation>Die Modelle, die dieses Programm kennt. Das Angebot des Anbieters zeigt ein Abruf.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Use it for</source>
        <translation>Verwenden für</translation>
    </message>
</context>
<context>
    <name>NewEndpoint</name>
    <message>
        <source>A provider of that name is built in; choose another one.</source>
        <translation>Ein Anbieter dieses Namens ist eingebaut; einen anderen wählen.</translation>
    </message>
    <message>
        <source>Give it a name: its models are called NAME/model.</source>
        <translation>Einen Namen vergeben: Die Modelle heißen dann NAME/Modell.</translation>
    </message>
    <message>
        <source>It needs an address, usually one that ends in /v1.</source>
        <translation>Eine Adresse ist nötig, meist eine, die auf /v1 endet.</translation>
    </message>
    <message>
        <source>It would send the key and the traffic unencrypted: use https, or accept that here.</source>
        <translation>Schlüssel und Daten gingen unverschlüsselt hinaus: https verwenden oder das hier zulassen.</translation>
    </message>
    <message>
        <source>The address</source>
        <translation>Die Adresse</translation>
    </message>
    <message>
        <source>The name</source>
        <translation>Der Name</translation>
    </message>
    <message>
        <source>The name must be small letters, digits, - and _.</source>
        <translation>Der Name besteht aus Kleinbuchstaben, Ziffern, - und _.</translation>
    </message>
    <message>
        <source>There is one of that name already; choose another one.</source>
        <translation>Diesen Namen gibt es schon; einen anderen wählen.</translation>
    </message>
</context>
<context>
    <name>OrderedRows</name>
    <message>
        <source>%1 is incomplete: fill in what is missing, or delete it.</source>
        <translation>%1 ist unvollständig: Fehlendes ergänzen oder löschen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Check everything</source>
        <translation>Alles prüfen</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Provider</source>
        <translation>&amp;Anbieter</translation>
    </message>
    <message>
        <source>Choose whose key it is</source>
        <translation>Anbieter des Schlüssels wählen</translation>
    </message>
    <message>
        <source>Its shape does not say whose key it is: choose the provider.</source>
        <translation>Die Form verrät nicht, wessen Schlüssel es ist: Anbieter wählen.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Most keys say by their shape whose they are.</source>
        <translation>Die meisten Schlüssel verraten durch ihre Form, wessen sie sind.</translation>
    </message>
    <message>
        <source>Paste a key</source>
        <translation>Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Save key</source>
        <translation>Schlüssel speichern</translation>
    </message>
    <message>
        <source>This looks like a key of %1.</source>
        <translation>Das sieht aus wie ein Schlüssel von %1.</translation>
    </message>
</context>
<context>
    <name>PortConflict</name>
    <message>
        <source>%2 listens there, so clients do not reach the proxy.</source>
        <translation>Dort lauscht %2; daher erreichen Clients den Proxy nicht.</translation>
    </message>
    <message>
        <source>Another program listens there, so clients do not reach the proxy.</source>
        <translation>Dort lauscht ein anderes Programm; daher erreichen Clients den Proxy nicht.</translation>
    </message>
    <message>
        <source>This account cannot listen on port %1, so clients do not reach the proxy.</source>
        <translation>Dieses Konto darf Port %1 nicht öffnen; daher erreichen Clients den Proxy nicht.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>Port %1 verwenden</translation>
    </message>
</context>
<context>
    <name>PortRow</name>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>Ein Port ist eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>Connected clients follow a change; others need the new address.</source>
        <translation>Verbundene Clients folgen einer Änderung; andere brauchen die neue Adresse.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port %1 is in use by %2.</source>
        <translation>Port %1 ist von %2 belegt.</translation>
    </message>
    <message>
        <source>Port %1 is in use by another program.</source>
        <translation>Port %1 ist von einem anderen Programm belegt.</translation>
    </message>
    <message>
        <source>This account cannot listen on port %1.</source>
        <translation>Dieses Konto darf Port %1 nicht öffnen.</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>Port %1 verwenden</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>%1; its default is used until it is changed.</source>
        <translation>%1; bis zur Änderung gilt der Standardwert.</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>Alles prüfen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open settings file</source>
        <translation>Einstellungsdatei öffnen</translation>
    </message>
    <message numerus="yes">
        <source>There are %n more complaints.</source>
        <translation>
            <numerusform>Es gibt %n weitere Beanstandung.</numerusform>
            <numerusform>Es gibt %n weitere Beanstandungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>ProviderForm</name>
    <message>
        <source>Built in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <source>It answers offline and without a key, with prepared texts, and calls a tool when asked to.</source>
        <translation>Antwortet ohne Netz und ohne Schlüssel mit vorbereiteten Texten und ruft auf Wunsch ein Werkzeug auf.</translation>
    </message>
</context>
<context>
    <name>ProviderList</name>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
</context>
<context>
    <name>ProviderMenu</name>
    <message>
        <source>Provider: %1</source>
        <translation>Anbieter: %1</translation>
    </message>
</context>
<context>
    <name>ProviderState</name>
    <message>
        <source>Address cannot be used</source>
        <translation>Adresse nicht verwendbar</translation>
    </message>
    <message>
        <source>Key for this session</source>
        <translation>Schlüssel für diese Sitzung</translation>
    </message>
    <message>
        <source>Key from .env file</source>
        <translation>Schlüssel aus .env-Datei</translation>
    </message>
    <message>
        <source>Key from environment</source>
        <translation>Schlüssel aus der Umgebung</translation>
    </message>
    <message>
        <source>Key from keyring</source>
        <translation>Schlüssel im Schlüsselbund</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Keyring unavailable</source>
        <translation>Schlüsselbund nicht verfügbar</translation>
    </message>
    <message>
        <source>Looking for its key</source>
        <translation>Schlüssel wird gesucht</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Kein Schlüssel</translation>
    </message>
    <message>
        <source>No key needed</source>
        <translation>Kein Schlüssel nötig</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>Nicht eingerichtet</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
</context>
<context>
    <name>ProvidersPage</name>
    <message>
        <source>%1 Keys that are saved here are kept until Desktop Proxy ends.</source>
        <translation>%1 Hier gespeicherte Schlüssel bleiben, bis Desktop Proxy beendet wird.</translation>
    </message>
    <message>
        <source>Add provider…</source>
        <translation>Anbieter hinzufügen…</translation>
    </message>
    <message>
        <source>Paste a key…</source>
        <translation>Schlüssel einfügen…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>unpriced</source>
        <translation>ohne Preis</translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln requests</source>
        <translation>
            <numerusform>%Ln Anfrage</numerusform>
            <numerusform>%Ln Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>Wird gelöscht…</translation>
    </message>
    <message>
        <source>Loading the request log…</source>
        <translation>Anfrageprotokoll wird geladen…</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Angehalten.</translation>
    </message>
    <message numerus="yes">
        <source>Paused. %Ln new requests</source>
        <translation>
            <numerusform>Angehalten. %Ln neue Anfrage</numerusform>
            <numerusform>Angehalten. %Ln neue Anfragen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>%1 Nothing was removed.</source>
        <translation>%1 Es wurde nichts entfernt.</translation>
    </message>
    <message>
        <source>Deleting its key</source>
        <translation>Schlüssel wird gelöscht</translation>
    </message>
    <message>
        <source>Its address, its models and its key will be deleted.</source>
        <translation>Adresse, Modelle und Schlüssel werden gelöscht.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What is set to its models is answered by nobody until it is changed.</source>
        <translation>Was auf diese Modelle eingestellt ist, beantwortet niemand, bis es geändert wird.</translation>
    </message>
</context>
<context>
    <name>RequestStep</name>
    <message>
        <source>A request is being answered…</source>
        <translation>Eine Anfrage wird beantwortet…</translation>
    </message>
    <message>
        <source>Choose who answers</source>
        <translation>Wählen, wer antwortet</translation>
    </message>
    <message>
        <source>Command for the first request</source>
        <translation>Befehl für die erste Anfrage</translation>
    </message>
    <message>
        <source>Send a request from your client, or try this in a terminal:</source>
        <translation>Eine Anfrage aus einem Client senden oder dies in einem Terminal versuchen:</translation>
    </message>
    <message>
        <source>Start Claude Code in a terminal; sessions that are open must be restarted:</source>
        <translation>Claude Code in einem Terminal starten; offene Sitzungen müssen neu gestartet werden:</translation>
    </message>
    <message>
        <source>Start Claude Code through the proxy, in a terminal:</source>
        <translation>Claude Code über den Proxy starten, in einem Terminal:</translation>
    </message>
    <message>
        <source>The client left before the answer was complete.</source>
        <translation>Der Client hat abgebrochen, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>The first request was answered. Everything works.</source>
        <translation>Die erste Anfrage wurde beantwortet. Alles funktioniert.</translation>
    </message>
    <message>
        <source>Waiting for a request that is answered…</source>
        <translation>Warten auf eine Anfrage, die beantwortet wird…</translation>
    </message>
    <message>
        <source>Waiting for the first request…</source>
        <translation>Warten auf die erste Anfrage…</translation>
    </message>
</context>
<context>
    <name>RequestTable</name>
    <message>
        <source>Copy request id</source>
        <translation>Anfrage-ID kopieren</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation>%1 weglassen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Show only %1</source>
        <translation>Nur %1 zeigen</translation>
    </message>
</context>
<context>
    <name>Requests</name>
    <message>
        <source>%1 was left out: %2</source>
        <translation>%1 wurde weggelassen: %2</translation>
    </message>
    <message>
        <source>%1 was limited: %2</source>
        <translation>%1 wurde begrenzt: %2</translation>
    </message>
    <message>
        <source>%1 was rewritten: %2</source>
        <translation>%1 wurde umgeschrieben: %2</translation>
    </message>
    <message>
        <source>%1, of them %2 from the cache</source>
        <translation>%1, davon %2 aus dem Cache</translation>
    </message>
    <message>
        <source>All tokens, in and out</source>
        <translation>Alle Token, Eingabe und Ausgabe</translation>
    </message>
    <message>
        <source>Also today, a date, or 15m for lately</source>
        <translation>Auch today, ein Datum oder 15m für kürzlich</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefragt</translation>
    </message>
    <message>
        <source>Asked → answered</source>
        <translation>Gefragt → geantwortet</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Called %1</source>
        <translation>%1 aufgerufen</translation>
    </message>
    <message>
        <source>Called a tool</source>
        <translation>Werkzeug aufgerufen</translation>
    </message>
    <message>
        <source>Calls made to providers</source>
        <translation>Aufrufe von Anbietern</translation>
    </message>
    <message>
        <source>Calls to providers</source>
        <translation>Aufrufe von Anbietern</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Context window is full</source>
        <translation>Kontextfenster ist voll</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Did you mean “%1”?</source>
        <translation>War „%1“ gemeint?</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Id of the request</source>
        <translation>ID der Anfrage</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Meant for</source>
        <translation>Gedacht für</translation>
    </message>
    <message>
        <source>Met a stop sequence</source>
        <translation>Stoppfolge erreicht</translation>
    </message>
    <message>
        <source>Model answering</source>
        <translation>Antwortendes Modell</translation>
    </message>
    <message>
        <source>Model asked for</source>
        <translation>Angefragtes Modell</translation>
    </message>
    <message>
        <source>Model asked for or answering</source>
        <translation>Angefragtes oder antwortendes Modell</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Paused its turn</source>
        <translation>Runde unterbrochen</translation>
    </message>
    <message>
        <source>Program that asked</source>
        <translation>Programm, das gefragt hat</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Provider answering</source>
        <translation>Antwortender Anbieter</translation>
    </message>
    <message>
        <source>Put quotes around a text to look for it as it is.</source>
        <translation>Anführungszeichen um einen Text suchen ihn so, wie er ist.</translation>
    </message>
    <message>
        <source>Reached its length limit</source>
        <translation>Längengrenze erreicht</translation>
    </message>
    <message>
        <source>Refused to answer</source>
        <translation>Antwort verweigert</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Running, done, error, cancelled, interrupted, or an HTTP status</source>
        <translation>running, done, error, cancelled, interrupted oder ein HTTP-Status</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Gesendet an</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Session of Claude Code</source>
        <translation>Sitzung von Claude Code</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Subagent</source>
        <translation>Subagent</translation>
    </message>
    <message>
        <source>Subagent %1</source>
        <translation>Subagent %1</translation>
    </message>
    <message>
        <source>Subagent; * means any</source>
        <translation>Subagent; * heißt: irgendeiner</translation>
    </message>
    <message>
        <source>The client left</source>
        <translation>Client hat abgebrochen</translation>
    </message>
    <message>
        <source>The proxy ended first</source>
        <translation>Proxy wurde vorher beendet</translation>
    </message>
    <message>
        <source>There is no field “%1:”.</source>
        <translation>Ein Feld „%1:“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no state “%1”.</source>
        <translation>Den Zustand „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>Time until the end</source>
        <translation>Zeit bis zum Ende</translation>
    </message>
    <message>
        <source>Tokens from the cache</source>
        <translation>Token aus dem Cache</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>Eingabe-Token</translation>
    </message>
    <message>
        <source>Tokens in, with cached ones</source>
        <translation>Eingabe-Token, mit denen aus dem Cache</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>Ausgabe-Token</translation>
    </message>
    <message>
        <source>Tool the answer calls</source>
        <translation>Werkzeug, das die Antwort aufruft</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>US-Dollar</translation>
    </message>
    <message>
        <source>What was changed on the way</source>
        <translation>Was unterwegs geändert wurde</translation>
    </message>
    <message>
        <source>Why the model stopped</source>
        <translation>Warum das Modell aufhörte</translation>
    </message>
    <message>
        <source>Why this model</source>
        <translation>Warum dieses Modell</translation>
    </message>
    <message>
        <source>Words of the error</source>
        <translation>Wörter des Fehlers</translation>
    </message>
    <message>
        <source>unpriced</source>
        <translation>ohne Preis</translation>
    </message>
    <message>
        <source>“%1:” needs a number, such as %2.</source>
        <translation>„%1:“ braucht eine Zahl, etwa %2.</translation>
    </message>
    <message>
        <source>“%1:” needs a time, such as %2 or time:today.</source>
        <translation>„%1:“ braucht eine Zeit, etwa %2 oder time:today.</translation>
    </message>
    <message>
        <source>“%1:” needs a unit, such as %2.</source>
        <translation>„%1:“ braucht eine Einheit, etwa %2.</translation>
    </message>
    <message>
        <source>“%1:” needs a value, such as %2.</source>
        <translation>„%1:“ braucht einen Wert, etwa %2.</translation>
    </message>
</context>
<context>
    <name>RequestsPage</name>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Connect Claude Code</source>
        <translation>Claude Code verbinden</translation>
    </message>
    <message>
        <source>Delete all…</source>
        <translation>Alle löschen…</translation>
    </message>
    <message>
        <source>Each request a client makes appears here as it starts, with what answered it and what it cost.</source>
        <translation>Jede Anfrage eines Clients erscheint hier, sobald sie beginnt: wer sie beantwortet hat und was sie gekostet hat.</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>None of the requests matches the filter.</source>
        <translation>Keine der Anfragen passt zum Filter.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>That request is no longer in the request log.</source>
        <translation>Diese Anfrage steht nicht mehr im Anfrageprotokoll.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>RequireTokenRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Clients need the token</source>
        <translation>Clients brauchen das Token</translation>
    </message>
    <message>
        <source>Every program on this computer can then use your keys.</source>
        <translation>Jedes Programm auf diesem Rechner kann dann die Schlüssel benutzen.</translation>
    </message>
    <message>
        <source>Let every program in</source>
        <translation>Jedes Programm zulassen</translation>
    </message>
    <message>
        <source>Off: every program on this computer can use your keys.</source>
        <translation>Aus: Jedes Programm auf diesem Rechner kann die Schlüssel benutzen.</translation>
    </message>
</context>
<context>
    <name>Retired</name>
    <message>
        <source>retires on %1</source>
        <translation>wird abgeschaltet am %1</translation>
    </message>
    <message>
        <source>was retired on %1</source>
        <translation>abgeschaltet am %1</translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message>
        <source>Model that answers</source>
        <translation>Modell, das antwortet</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>provider/model</source>
        <translation>Anbieter/Modell</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message>
        <source>A rule</source>
        <translation>Eine Regel</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Means %1.</source>
        <translation>Bedeutet %1.</translation>
    </message>
    <message>
        <source>Never used: rule %1 matches its names first.</source>
        <translation>Nie benutzt: Regel %1 passt vorher auf diese Namen.</translation>
    </message>
    <message>
        <source>No rules: the tiers above decide.</source>
        <translation>Keine Regeln: Die Stufen darüber entscheiden.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>They come before everything else. The first that matches wins; * stands for any letters.</source>
        <translation>Regeln gehen allem anderen vor. Die erste passende gilt; * steht für beliebige Zeichen.</translation>
    </message>
</context>
<context>
    <name>ServerActions</name>
    <message>
        <source>Not running: %1</source>
        <translation>Läuft nicht: %1</translation>
    </message>
    <message>
        <source>Running at %1</source>
        <translation>Läuft auf %1</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stoppt…</translation>
    </message>
    <message numerus="yes">
        <source>Stopping… %n requests</source>
        <translation>
            <numerusform>Stoppt… %n Anfrage</numerusform>
            <numerusform>Stoppt… %n Anfragen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Set by the command line</source>
        <translation>Durch die Befehlszeile festgelegt</translation>
    </message>
    <message>
        <source>Set by the command line; start without it.</source>
        <translation>Durch die Befehlszeile festgelegt; ohne die Angabe starten.</translation>
    </message>
    <message>
        <source>Set by the environment</source>
        <translation>Durch die Umgebung festgelegt</translation>
    </message>
    <message>
        <source>Set by the environment; change it there.</source>
        <translation>Durch die Umgebung festgelegt; dort zu ändern.</translation>
    </message>
    <message>
        <source>Set by the file .env</source>
        <translation>Durch die Datei .env festgelegt</translation>
    </message>
    <message>
        <source>Set by the file .env; change it there.</source>
        <translation>Durch die Datei .env festgelegt; dort zu ändern.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Snippets</name>
    <message>
        <source>Language</source>
        <translation>Programmiersprache</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
</context>
<context>
    <name>StatusCard</name>
    <message numerus="yes">
        <source>%n requests in flight</source>
        <translation>
            <numerusform>%n laufende Anfrage</numerusform>
            <numerusform>%n laufende Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Clients get no answer until it is started.</source>
        <translation>Clients bekommen keine Antwort, bis er gestartet wird.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>No request in flight</source>
        <translation>Keine laufende Anfrage</translation>
    </message>
    <message>
        <source>Open requests have some seconds to end.</source>
        <translation>Offene Anfragen haben einige Sekunden, um zu enden.</translation>
    </message>
    <message>
        <source>Port %1 cannot be used</source>
        <translation>Port %1 ist nicht nutzbar</translation>
    </message>
    <message>
        <source>Port %1 is in use</source>
        <translation>Port %1 ist belegt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Stoppt</translation>
    </message>
    <message>
        <source>Trying again every few seconds.</source>
        <translation>Alle paar Sekunden ein neuer Versuch.</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>TableRow</name>
    <message>
        <source>This must be a number from %1 to %2.</source>
        <translation>Nötig ist eine Zahl von %1 bis %2.</translation>
    </message>
</context>
<context>
    <name>TierMenu</name>
    <message>
        <source>%1 (retired)</source>
        <translation>%1 (abgeschaltet)</translation>
    </message>
    <message>
        <source>%1 (retires %2)</source>
        <translation>%1 (endet %2)</translation>
    </message>
    <message>
        <source>%1: no model</source>
        <translation>%1: kein Modell</translation>
    </message>
    <message>
        <source>A rule on the Models page decides</source>
        <translation>Eine Regel der Seite „Modelle“ entscheidet</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Anderes…</translation>
    </message>
    <message>
        <source>Provider&apos;s own (%1)</source>
        <translation>Das des Anbieters (%1)</translation>
    </message>
    <message>
        <source>Provider&apos;s own (none)</source>
        <translation>Das des Anbieters (keines)</translation>
    </message>
</context>
<context>
    <name>TiersCard</name>
    <message>
        <source>Asking %1 for its models</source>
        <translation>%1 wird nach Modellen gefragt</translation>
    </message>
    <message>
        <source>Claude Code asks for these. A change holds from the next request on; leave empty for the provider&apos;s own.</source>
        <translation>Danach fragt Claude Code. Eine Änderung gilt ab der nächsten Anfrage; leer lassen für das Modell des Anbieters.</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>Modelle abrufen</translation>
    </message>
    <message>
        <source>Provider: %1</source>
        <translation>Anbieter: %1</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message>
        <source>%1 cached</source>
        <translation>%1 aus dem Cache</translation>
    </message>
    <message numerus="yes">
        <source>%n unpriced</source>
        <translation>
            <numerusform>%n ohne Preis</numerusform>
            <numerusform>%n ohne Preis</numerusform>
        </translation>
    </message>
    <message>
        <source>All requests</source>
        <translation>Alle Anfragen</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>No request log is kept, so new requests are not counted.</source>
        <translation>Anfragen werden nicht protokolliert; neue werden daher nicht gezählt.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Requests appear here as soon as a client asks.</source>
        <translation>Anfragen erscheinen hier, sobald ein Client fragt.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>Eingabe-Token</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>Ausgabe-Token</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>TokenRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Clients send it with every request, as their key.</source>
        <translation>Clients senden es mit jeder Anfrage als ihren Schlüssel.</translation>
    </message>
    <message>
        <source>Copy the token</source>
        <translation>Token kopieren</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Hide the token</source>
        <translation>Token verbergen</translation>
    </message>
    <message>
        <source>Rotate token</source>
        <translation>Token erneuern</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>Erneuern…</translation>
    </message>
    <message>
        <source>Set by %1; change it there.</source>
        <translation>Durch %1 festgelegt; dort zu ändern.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the token</source>
        <translation>Token zeigen</translation>
    </message>
    <message>
        <source>The old token stops working. Connected clients get the new one; others must be set up again.</source>
        <translation>Das alte Token gilt dann nicht mehr. Verbundene Clients bekommen das neue; andere sind neu einzurichten.</translation>
    </message>
    <message>
        <source>There is a new token.</source>
        <translation>Es gibt ein neues Token.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Desktop Proxy is starting</source>
        <translation>Desktop Proxy startet</translation>
    </message>
</context>
<context>
    <name>TrayTooltip</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message numerus="yes">
        <source>%n requests today</source>
        <translation>
            <numerusform>Heute %n Anfrage</numerusform>
            <numerusform>Heute %n Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Desktop Proxy at %1</source>
        <translation>Desktop Proxy auf %1</translation>
    </message>
    <message>
        <source>Desktop Proxy cannot start</source>
        <translation>Desktop Proxy kann nicht starten</translation>
    </message>
    <message>
        <source>Desktop Proxy is starting</source>
        <translation>Desktop Proxy startet</translation>
    </message>
    <message>
        <source>Desktop Proxy is stopped</source>
        <translation>Desktop Proxy ist gestoppt</translation>
    </message>
    <message>
        <source>No requests today</source>
        <translation>Heute keine Anfragen</translation>
    </message>
    <message>
        <source>Open to every program of this machine</source>
        <translation>Offen für jedes Programm dieses Rechners</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>Choosing it…</source>
        <translation>Wird gewählt…</translation>
    </message>
    <message>
        <source>Storing the key in the keyring…</source>
        <translation>Schlüssel wird im Schlüsselbund abgelegt…</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Erneut testen</translation>
    </message>
    <message>
        <source>Testing %1…</source>
        <translation>%1 wird getestet…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Diesen Schlüssel verwenden</translation>
    </message>
</context>
<context>
    <name>Working</name>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>_Facts</name>
    <message>
        <source>%1 in (%3 cached), %2 out</source>
        <translation>%1 ein (%3 aus dem Cache), %2 aus</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 ein, %2 aus</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>_Step</name>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
</context>
</TS>
