<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DeleteDialog</name>
    <message numerus="yes">
        <source>Delete %Ln requests</source>
        <translation>
            <numerusform>Delete %Ln request</numerusform>
            <numerusform>Delete %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Deletion</name>
    <message numerus="yes">
        <source>%Ln requests were deleted.</source>
        <translation>
            <numerusform>%Ln request was deleted.</numerusform>
            <numerusform>%Ln requests were deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message numerus="yes">
        <source>%n problems to fix</source>
        <translation>
            <numerusform>%n problem to fix</numerusform>
            <numerusform>%n problems to fix</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things to look at</source>
        <translation>
            <numerusform>%n thing to look at</numerusform>
            <numerusform>%n things to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsCard</name>
    <message numerus="yes">
        <source>%n models, fetched at %1.</source>
        <translation>
            <numerusform>%n model, fetched at %1.</numerusform>
            <numerusform>%n models, fetched at %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message numerus="yes">
        <source>There are %n more complaints.</source>
        <translation>
            <numerusform>There is %n more complaint.</numerusform>
            <numerusform>There are %n more complaints.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message numerus="yes">
        <source>%Ln requests</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused. %Ln new requests</source>
        <translation>
            <numerusform>Paused. %Ln new request</numerusform>
            <numerusform>Paused. %Ln new requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerActions</name>
    <message numerus="yes">
        <source>Stopping… %n requests</source>
        <translation>
            <numerusform>Stopping… %n request</numerusform>
            <numerusform>Stopping… %n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusCard</name>
    <message numerus="yes">
        <source>%n requests in flight</source>
        <translation>
            <numerusform>%n request in flight</numerusform>
            <numerusform>%n requests in flight</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message numerus="yes">
        <source>%n unpriced</source>
        <translation>
            <numerusform>%n unpriced</numerusform>
            <numerusform>%n unpriced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayTooltip</name>
    <message numerus="yes">
        <source>%n requests today</source>
        <translation>
            <numerusform>%n request today</numerusform>
            <numerusform>%n requests today</numerusform>
        </translation>
    </message>
</context>
</TS>
