"""The screens of `kiosk setup`. Import them after `kiosk.ui.boot.prepare`, as all screens."""
