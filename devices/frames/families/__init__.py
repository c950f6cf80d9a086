"""One module for each family of MQTT devices: its payloads → findings. All pure."""
